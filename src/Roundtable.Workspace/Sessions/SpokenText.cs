using System.Globalization;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Sessions;

/// <summary>A text of a model that a session's document holds.</summary>
/// <param name="Id">How it is cited, unique in the document: <c>r1.s2</c> for a ballot, <c>s2</c> for an answer, <c>s2.review</c> for a review.</param>
/// <param name="What">What it is, with its id, as in "ballot r1.s2".</param>
/// <param name="Seat">Number of the seat whose model wrote it; 0 for the moderator.</param>
/// <param name="Text">The text, as it was recorded.</param>
/// <param name="Receipt">Where it stands in the log.</param>
public sealed record SpokenText(string Id, string What, int Seat, string Text, Receipt Receipt)
{
    /// <summary>The number of the moderator among seats.</summary>
    public const int Moderator = 0;

    /// <summary>The first answer, where this one repairs it; else null.</summary>
    public string? RepairedFrom { get; init; }

    /// <summary>Every text of a model in a document: those of the seats first, then the moderator's, each in order.</summary>
    public static IReadOnlyList<SpokenText> Of(SessionDocument document) => document is FusedSession fused ? Of(fused) : Of((Session)document);

    /// <summary>The texts of the seats alone.</summary>
    public static IEnumerable<SpokenText> OfSeats(SessionDocument document) => Of(document).Where(s => s.Seat != Moderator);

    /// <summary>The id of a seat's review.</summary>
    public static string ReviewId(int seat) => string.Create(CultureInfo.InvariantCulture, $"s{seat}.review");

    private static IReadOnlyList<SpokenText> Of(Session session) =>
    [
        .. session.Rounds.SelectMany(r => r.Ballots)
            .Select(b => new SpokenText(b.Id, "ballot " + b.Id, b.Seat, b.Text, b.Receipt) { RepairedFrom = b.RepairedFrom }),
        .. session.Drafts.Select((d, i) => OfModerator(string.Create(CultureInfo.InvariantCulture, $"draft {i + 1}"), d.Text, d.Receipt)),
    ];

    private static IReadOnlyList<SpokenText> Of(FusedSession session) =>
    [
        .. session.Answers.Select(a => new SpokenText(a.Id, "answer " + a.Id, a.Seat, a.Text, a.Receipt) { RepairedFrom = a.RepairedFrom }),
        .. session.Reviews.Select(
            r => new SpokenText(ReviewId(r.Seat), "review " + ReviewId(r.Seat), r.Seat, r.Text, r.Receipt) { RepairedFrom = r.RepairedFrom }),
        .. session.Drafts.Select(d => OfModerator("draft " + d.Call, d.Text, d.Receipt)),
    ];

    private static SpokenText OfModerator(string id, string text, Receipt receipt) => new(id, id, Moderator, text, receipt);
}
