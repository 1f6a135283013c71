using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Sessions;

/// <summary>
/// A finished session of either kind. What both kinds have is here; what only one has is asked of that kind, so that no consumer can take one for the other. A
/// closed hierarchy: the nested types are all there are.
/// </summary>
public abstract record SessionDocument
{
    private protected SessionDocument()
    {
    }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>The session's id.</summary>
    public abstract string Id { get; }

    /// <summary>When the session started, in UTC.</summary>
    public abstract DateTimeOffset Opened { get; }

    /// <summary>Whether any words in it were simulated. Shown wherever the session is.</summary>
    public abstract bool Simulated { get; }

    /// <summary>The question.</summary>
    public abstract Question Question { get; }

    /// <summary>The seats, by number.</summary>
    public abstract IReadOnlyList<Seat> Panel { get; }

    /// <summary>What the session used.</summary>
    public abstract Spend Spend { get; }

    /// <summary>What each seat used, by number, with the moderator as number 0; empty where the session does not say it.</summary>
    public abstract IReadOnlyList<SeatSpend> SeatSpends { get; }

    /// <summary>The maximum cost of the session in millionths of a dollar; null for no limit.</summary>
    public abstract long? BudgetMicroDollars { get; }

    /// <summary>Every text of a model that the document holds, with its receipt: seats first, then the moderator, each in order.</summary>
    public abstract IReadOnlyList<SpokenText> Spoken { get; }

    /// <summary>The document: RFC 8785 canonical JSON.</summary>
    public abstract byte[] Write();

    /// <summary>The event that tells that it is complete, for whoever asks when it was over.</summary>
    public abstract SessionEvent FinishedEvent();

    /// <summary>A session with votes: ballots, rounds, a verdict and minutes.</summary>
    /// <param name="Session">The session.</param>
    public sealed record Voted(Session Session) : SessionDocument
    {
        /// <inheritdoc/>
        public override string Id => Session.Id;

        /// <inheritdoc/>
        public override DateTimeOffset Opened => Session.Opened;

        /// <inheritdoc/>
        public override bool Simulated => Session.Simulated;

        /// <inheritdoc/>
        public override Question Question => Session.Question;

        /// <inheritdoc/>
        public override IReadOnlyList<Seat> Panel => Session.Panel;

        /// <inheritdoc/>
        public override Spend Spend => Session.Spend;

        /// <inheritdoc/>
        public override IReadOnlyList<SeatSpend> SeatSpends => Session.SeatSpends ?? [];

        /// <inheritdoc/>
        public override long? BudgetMicroDollars => Session.Settings.BudgetMicroDollars;

        /// <inheritdoc/>
        public override IReadOnlyList<SpokenText> Spoken =>
        [
            .. Session.Rounds.SelectMany(r => r.Ballots)
                .Select(b => new SpokenText(b.Id, "ballot " + b.Id, b.Seat, b.Text, b.Receipt) { RepairedFrom = b.RepairedFrom }),
            .. Session.Drafts.Select((d, i) => SpokenText.OfModerator(i + 1, d)),
        ];

        /// <inheritdoc/>
        public override byte[] Write() => SessionJson.Write(Session);

        /// <inheritdoc/>
        public override SessionEvent FinishedEvent() => new SessionEvent.Finished(Session);

        private protected override void Seal() { }
    }

    /// <summary>Reads a document of either kind.</summary>
    /// <exception cref="SessionFormatException">When the document is anything else; the exception has the location and the problem.</exception>
    public static SessionDocument Read(ReadOnlySpan<byte> utf8) => new Voted(SessionJson.Read(utf8));

    /// <summary>The session with votes.</summary>
    /// <param name="done">What is done with votes alone, such as <c>recounted</c>.</param>
    /// <exception cref="WorkspaceException">When it is a session of another kind.</exception>
    public Session WithVotes(string done) =>
        this is Voted voted ? voted.Session : throw new WorkspaceException(ErrorKind.InvalidInput, NoVotes(done));

    /// <summary>That something is done with votes alone and so not with this session, one sentence.</summary>
    /// <param name="done">What is done, such as <c>recounted</c>.</param>
    public string NoVotes(string done) => $"Session {Id} was answered in full: nobody voted in it, so that nothing can be {done}.";
}
