using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Search;
using Spectre.Console;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions search</c>.</summary>
internal static class SessionSearch
{
    private const int MaxHits = 50;

    private static readonly Argument<string[]> _words = new("WORDS")
    {
        Description = "Words that stand in the question, one argument or one answer; \"in quotation marks\" together.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Its arguments.</summary>
    public static IReadOnlyList<Symbol> Options => [_words];

    /// <summary>Searches questions and arguments.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var typed = string.Join(
            ' ',
            invocation.Parse.GetRequiredValue(_words)
                .Select(w => w.Contains(' ', StringComparison.Ordinal) && !w.Contains('"', StringComparison.Ordinal) ? $"\"{w}\"" : w));
        var filter = SessionFilter.Holding(typed);
        var sessions = new SessionLibrary(invocation.Workspace);
        var found = await sessions.FindAsync(filter, MaxHits, cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(Document.Array(found.Rows, r => Json(r.Line, r.Hit!))));
            return ExitCode.Ok;
        }

        foreach (var (session, hit) in found.Rows)
        {
            invocation.Console.MarkupLine(
                $"[bold]{session.Id}[/]  {TerminalMarkup.Line(session.Question)}{(session.Simulated ? " [black on yellow] SIMULATED [/]" : "")}");
            invocation.Console.MarkupLine($"  {TerminalMarkup.Line(session.Headline)}");
            invocation.Console.MarkupLine($"  [dim]{hit!.Where}:[/] {Marked(hit.Snippet)}");
        }

        if (found.Rows.Count == 0)
        {
            await invocation.Out.WriteLineAsync("No session holds these words.");
        }

        return ExitCode.Ok;
    }

    private static JsonObject Json(SessionLine session, SearchHit hit) => new()
    {
        ["id"] = session.Id,
        ["question"] = session.Question,
        ["where"] = hit.Where,
        ["snippet"] = hit.Snippet.Replace("\u0002", "", StringComparison.Ordinal).Replace("\u0003", "", StringComparison.Ordinal),
    };

    /// <summary>The marks are cut at before the text between is neutralised, so that no text can bring marks of its own.</summary>
    private static string Marked(string snippet) =>
        string.Concat(snippet.Split('\u0002').Select((part, i) => i == 0 ? TerminalMarkup.Line(part) : Found(part))).Trim();

    private static string Found(string part) => part.Split('\u0003', 2) is [var found, var rest]
        ? $" [bold yellow]{TerminalMarkup.Line(found)}[/]{(rest.StartsWith(' ') ? " " : "")}{TerminalMarkup.Line(rest)}"
        : TerminalMarkup.Line(part);
}
