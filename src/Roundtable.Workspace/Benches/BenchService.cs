using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Rounds;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Benches;

/// <summary>Benches panels against known answers: replays votes from tables, compares reports.</summary>
/// <param name="workspace">The data directory in which reports are kept.</param>
public sealed class BenchService(WorkspaceContext workspace)
{
    private readonly BenchStore _store = new(workspace);

    /// <summary>Evaluates the votes of a table; nothing is asked.</summary>
    /// <exception cref="WorkspaceException">When the table or the answers cannot be read, or too few items have a known answer.</exception>
    public BenchResult Replay(BenchRequest request, CancellationToken cancellation)
    {
        Check(request);
        var path = request.Votes!;
        var file = VoteFile.Read(path, new VoteFileOptions { GoldPath = request.Set, Match = request.Match, Seats = request.Seats });
        if (file.Gold.Items.Count < BenchEvaluation.MinItems)
        {
            throw new WorkspaceException(ErrorKind.BadData, NoAnswers(path, file.Gold.Items.Count)
                + (request.Set is null ? " Give them in a column 'gold', or as a table of their own before --votes." : ""));
        }

        if (file.Votes.Sources.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} has no column of votes.");
        }

        var bench = new BenchVotes(file.Votes, file.Columns, file.Gold, file.Match)
        {
            Facts = [.. file.Unread.Select((unread, i) => new SourceFacts
            {
                Missing = unread == 0 ? SourceFacts.Unknown.Missing : new Dictionary<string, int>(StringComparer.Ordinal) { ["unreadable"] = unread },
                WithUnit = file.WithUnit[i],
            })],
        };
        return Keep(bench, request, d => d with { Replayed = Path.GetFileName(path) }, cancellation);
    }

    /// <summary>Asks a panel the questions of a set, and evaluates what it answers.</summary>
    /// <param name="request">The set, and how it is evaluated.</param>
    /// <param name="ask">Who is asked, and how.</param>
    /// <param name="progress">Hears how far it is; null for nobody.</param>
    /// <param name="cancellation">Stops; what was answered is not asked again by the same bench.</param>
    /// <exception cref="WorkspaceException">When the set has no known answers, the panel cannot be asked, or a limit is reached.</exception>
    public async Task<BenchResult> AskAsync(BenchRequest request, BenchAsk ask, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        Check(request);
        var set = await Task.Run(() => BenchSetReader.Read(request.Set!, request.Match), cancellation);
        var questions = ask.Limit is not { } limit ? set.Questions
            : limit >= BenchEvaluation.MinItems ? Drawn(set.Questions, limit, request.Settings.Seed)
            : throw new WorkspaceException(ErrorKind.InvalidInput, $"--limit is {limit}: a bench takes at least {BenchEvaluation.MinItems} questions.");
        var answered = new AskedVotes(questions);
        await using (var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation))
        {
            await (ask.Debate
                ? new BenchDebates(workspace, log).AskAsync(questions, ask, request.Settings, answered, progress, cancellation)
                : new BenchRuns(workspace, log).AskAsync(questions, ask, request.Settings, answered, progress, cancellation));
        }

        return await Task.Run(
            () => Keep(
                answered.Votes(),
                request,
                d => d with
                {
                    Asked = answered.Asked,
                    LeftOut = set.LeftOut,
                    Simulated = answered.Simulated,
                    SpentUsd = answered.IsPriced ? answered.MicroDollars / 1_000_000m : null,
                },
                cancellation),
            cancellation);
    }

    /// <summary>A bench that was made before.</summary>
    /// <param name="idOrFolder">Its id, the beginning of it, or the folder with its report.</param>
    /// <exception cref="WorkspaceException">When there is none, or more than one.</exception>
    public BenchResult Find(string idOrFolder)
    {
        var (folder, document) = _store.Find(idOrFolder);
        return new BenchResult(folder.Path, document);
    }

    /// <summary>The benches that the data directory keeps, newest first.</summary>
    public IReadOnlyList<BenchDocument> List() => _store.List();

    /// <summary>Compares two benches over the items that both have.</summary>
    /// <exception cref="WorkspaceException">When one cannot be read, or they share too few items.</exception>
    public BenchComparison Compare(string first, string second)
    {
        var (one, two) = (_store.Find(first), _store.Find(second));
        try
        {
            return BenchComparison.Of(one.Folder.ReadVotes(one.Document), two.Folder.ReadVotes(two.Document));
        }
        catch (ArgumentException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, e.Message.Split(" (Parameter")[0], e);
        }
    }

    /// <summary>What cannot be measured is said before anything is asked.</summary>
    private static void Check(BenchRequest request)
    {
        if (request.Settings.Problem is { } problem)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, problem);
        }
    }

    /// <summary>Evaluates a bench and keeps it.</summary>
    private BenchResult Keep(BenchVotes bench, BenchRequest request, Func<BenchDocument, BenchDocument> complete, CancellationToken cancellation)
    {
        BenchReport report;
        try
        {
            report = BenchEvaluation.Evaluate(bench, request.Settings, cancellation);
        }
        catch (ArgumentException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, e.Message.Split(" (Parameter")[0], e);
        }

        var votes = BenchFolder.VotesOf(bench);
        var now = workspace.Time.GetUtcNow();
        var document = complete(new BenchDocument(
            SessionId.New(now), now, Path.GetFileName((request.Set ?? request.Votes)!.TrimEnd('/')), Digest.Of(votes), request.Settings, report));
        if (request.Out is { } folder)
        {
            new BenchFolder(folder).Write(document, votes);
        }

        var kept = _store.Folder(document.Id);
        kept.Write(document, votes);
        return new BenchResult(request.Out ?? kept.Path, document);
    }

    /// <summary>Some questions drawn at random, in the order of the set: its first ones may all be of one kind.</summary>
    private static IReadOnlyList<BenchQuestion> Drawn(IReadOnlyList<BenchQuestion> questions, int count, long seed) =>
        [.. new SeededRandom(seed, "limit").Order(questions.Count).Take(count).Order().Select(i => questions[i])];

    /// <summary>That a set has no known answers, or too few.</summary>
    internal static string NoAnswers(string path, int found) =>
        $"{Neutralise.Line(path)} has {(found == 0 ? "no" : "only one")} known {(found == 0 ? "answers" : "answer")}: a bench compares "
            + $"with answers that are known, for at least {BenchEvaluation.MinItems} items.";
}
