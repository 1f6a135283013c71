using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.Canary;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Scan;
using Roundtable.Corpus.References;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Canaries;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Tracing;
using CorpusOrigin = Roundtable.Corpus.Origins.Origin;

namespace Roundtable.Cli.Trace;

/// <summary>
/// <c>roundtable trace</c>: where a text comes from: answers on the record with their sessions, rows of scanned corpora, reference collections.
/// </summary>
internal static class TraceCommand
{
    private const double Near = 0.5;

    private static readonly Argument<string> _text = new("TEXT") { Description = "A sentence or more; - reads it from standard input." };

    private static readonly Option<int> _max = new("--max", "--most")
    {
        Description = "Maximum number of places for each collection.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<string?> _canaries = CanaryView.Option();

    private static readonly Option<string[]> _members = new("--members")
    {
        Description = "Also look in a corpus of which only hashes are here, as its owner wrote them with 'disclose members'.",
        HelpName = "FILE",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "trace",
        "Find where a text comes from: answers on the record, rows of scanned corpora, reference collections; equal, near, or in part.",
        [_text, ReferenceOptions.Against, _members, _max, _canaries],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var text = invocation.Parse.GetRequiredValue(_text);
        text = text == "-" ? await Console.In.ReadToEndAsync(cancellation) : text;
        IReadOnlyList<TracedMember> members = [.. (invocation.Parse.GetValue(_members) ?? []).Select(m => MembershipService.Find(m, text))];
        IReadOnlyList<TracedCollection> found;
        using (var line = ProgressLine.Open(invocation))
        {
            found = await new TraceService(invocation.Workspace).FindAsync(
                text,
                invocation.Parse.GetValue(ReferenceOptions.Against) ?? [],
                invocation.Parse.GetValue(_max),
                ProgressLine.Listener(invocation, line),
                cancellation);
        }

        var canaries = invocation.Parse.GetValue(_canaries) is { } secret
            ? await new CanaryService(invocation.Workspace).InTextAsync(secret, text, cancellation)
            : null;
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(TraceJson.Of(found, members, canaries)));
            return ExitCode.Ok;
        }

        foreach (var member in members)
        {
            await WriteAsync(invocation.Out, member);
        }

        if (members.Count == 0 || found.Count > 0)
        {
            await WriteAsync(invocation.Out, found);
        }

        foreach (var opened in canaries ?? [])
        {
            await invocation.Out.WriteLineAsync($"Canary {opened.Number} of yours is in it.\n{CanaryView.Proof(opened)}");
        }

        if (canaries is { Count: 0 })
        {
            await invocation.Out.WriteLineAsync("None of your canaries is in it.");
        }

        return ExitCode.Ok;
    }

    private static async Task WriteAsync(TextWriter output, TracedMember member)
    {
        var (found, where) = (member.Found, string.Create(CultureInfo.InvariantCulture, $"{Neutralise.Line(member.Name)}, {member.Rows:N0} rows as hashes"));
        await output.WriteLineAsync(found.IsEqual
            ? $"{where}: the whole text is in it."
            : found.Covered == 0
                ? $"{where}: not found, neither as a whole nor in part."
                : $"{where}: {found.Covered} of {found.Words} words are in it, up to {found.Runs.Max(r => r.Words)} in a row.");
        foreach (var passage in found.IsEqual ? [] : member.Passages)
        {
            await output.WriteLineAsync("    " + Neutralise.Line($"\"{passage}\""));
        }
    }

    private static async Task WriteAsync(TextWriter output, IReadOnlyList<TracedCollection> found)
    {
        foreach (var collection in found.Where(f => f.Places.Count > 0))
        {
            await output.WriteLineAsync(Neutralise.Line(collection.Name));
            foreach (var place in collection.Places)
            {
                var session = place.Session is { } id ? $", session {id}" : place.Call is { } call ? $", {call}" : "";
                await output.WriteLineAsync("  " + Neutralise.Line($"{place.Hit.Place}{session}: {How(place.Hit)}{What(place.Hit)}"));
                if (place.Question is { } question)
                {
                    await output.WriteLineAsync("    " + Neutralise.Line($"{place.Seat ?? "The moderator"}, asked: {question}"));
                }

                if (place.Labels is { } labels)
                {
                    await output.WriteLineAsync(
                        Neutralise.Line(string.Create(CultureInfo.InvariantCulture, $"    its label: run {labels.Run}, leaf {labels.Leaf}")));
                }

                foreach (var passage in place.Hit.IsEqual || place.Hit.IsContained ? [] : place.Hit.Matched)
                {
                    await output.WriteLineAsync("    " + Neutralise.Line($"\"{passage}\""));
                }
            }
        }

        if (found.Count == 0)
        {
            await output.WriteLineAsync(
                "There is nothing to search yet: no answer is on the record and no corpus was scanned. Name files with --against PATH.");
        }
        else if (found.All(f => f.Places.Count == 0))
        {
            var texts = string.Create(CultureInfo.InvariantCulture, $"{found.Sum(f => f.Texts):N0} texts");
            var names = string.Join(", ", found.Select(f => Neutralise.Line(f.Name)));
            await output.WriteLineAsync($"Not found, neither as a whole nor near nor in part, in {texts} of {names}.");
        }
    }

    private static string How(ReferenceHit hit) =>
        hit.IsEqual ? "equal"
        : hit.IsContained ? string.Create(CultureInfo.InvariantCulture, $"word for word within it, {hit.Sought} words")
        : 2 * hit.Covered >= hit.Sought
            ? string.Create(CultureInfo.InvariantCulture, $"{hit.Covered} of {hit.Sought} words, up to {hit.Runs.Max(r => r.Length)} in a row")
        : hit.Similarity >= Near ? string.Create(CultureInfo.InvariantCulture, $"near, similarity {hit.Similarity:F2}")
        : string.Create(CultureInfo.InvariantCulture, $"{hit.Runs.Max(r => r.Length)} words in a row");

    private static string What(ReferenceHit hit)
    {
        var model = hit.Model is null ? "" : $" by {hit.Model}";
        return hit.IsSimulated ? $", simulated{model}"
            : hit.Origin != CorpusOrigin.Unknown ? $", {Kebab.Name(hit.Origin)}{model}"
            : model.Length > 0 ? $",{model}"
            : "";
    }
}
