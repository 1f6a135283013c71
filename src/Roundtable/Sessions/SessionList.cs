using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;
using Spectre.Console;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions</c> and <c>sessions list</c>.</summary>
internal static class SessionList
{
    private static readonly Option<string?> _label = new("--label")
    {
        Description = "Only sessions with this verdict: " + string.Join(", ", SessionFilter.Labels) + ".",
        HelpName = "LABEL",
    };

    private static readonly Option<string?> _model = new("--model")
    {
        Description = "Only sessions where a model whose name contains this had a seat.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> _since = new("--since")
    {
        Description = "Only sessions that began on this day or later (UTC).",
        HelpName = "YYYY-MM-DD",
    };

    /// <summary>The filters.</summary>
    public static IReadOnlyList<Symbol> Options => [_label, _model, _since];

    /// <summary>Lists the sessions that pass the filters, newest first.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var filter = SessionFilter.Parse(
            null, invocation.Parse.GetValue(_label), invocation.Parse.GetValue(_model), invocation.Parse.GetValue(_since));
        var sessions = new SessionLibrary(invocation.Workspace);
        var found = await sessions.FindAsync(filter, -1, cancellation);
        IReadOnlyList<StoredSession> unreadable = filter.IsEmpty ? [.. found.Unreadable.Reverse()] : [];
        if (invocation.Json)
        {
            var rows = found.Rows.Select(r => SessionListJson.Of(r.Line)).Concat(unreadable.Select(SessionListJson.Of))
                .OrderByDescending(r => (string)r["id"]!, StringComparer.Ordinal);
            await invocation.Out.WriteLineAsync(Document.Line(Document.Array(rows, r => r)));
        }
        else if (found.Rows.Count + unreadable.Count == 0)
        {
            await invocation.Out.WriteLineAsync(filter.IsEmpty ? "There is no session yet; 'roundtable ask' makes one." : "No session passes these filters.");
        }
        else
        {
            Listing([.. found.Rows.Select(r => r.Line)], unreadable).Write(invocation.Console);
        }

        return ExitCode.Ok;
    }

    private static Listing Listing(IReadOnlyList<SessionLine> sessions, IReadOnlyList<StoredSession> unreadable)
    {
        var listing = new Listing(new("Id"), new("Began"), new("Question", Wraps: true), new("Verdict", Wraps: true));
        foreach (var session in sessions)
        {
            listing.Add(
                session.Id,
                session.Opened.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Short(session.Question),
                Short(session.Headline + (session.Simulated ? " (SIMULATED)" : "")));
        }

        foreach (var file in unreadable)
        {
            listing.Add(file.Id, "?", new(Short(file.Problem!), new Style(Color.Red)), "damaged");
        }

        return listing;
    }

    private static string Short(string text)
    {
        const int limit = 100;
        var line = Neutralise.Line(text);
        return line.Length <= limit ? line : line[..(char.IsHighSurrogate(line[limit - 2]) ? limit - 2 : limit - 1)] + "…";
    }
}
