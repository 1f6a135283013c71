using System.CommandLine;
using Roundtable.Cli.CommandLine;

namespace Roundtable.Cli.Sessions;

/// <summary><c>roundtable sessions</c>: what was asked before, and what can be done with it. Alone it lists.</summary>
internal static class SessionsCommand
{
    /// <summary>The command with its verbs.</summary>
    public static Command Create() => Verb.Create(
        "sessions",
        "List the sessions held so far; subcommands: show, search, compare, export, replay, recount, regroup, ask-again, resume, delete.",
        [
            .. SessionList.Options,
            Verb.Create("list", "List sessions, newest first.", SessionList.Options, SessionList.RunAsync),
            Verb.Create("search", "Search questions, arguments and answers.", SessionSearch.Options, SessionSearch.RunAsync),
            Verb.Create(
                "show",
                "Show a session: verdict, minutes and every ballot, or a fused answer and every answer.",
                [SessionArgument.Id],
                SessionShow.RunAsync),
            SessionCompare.Create(),
            Verb.Create("export", "Write a session as Markdown, HTML or JSON.", [SessionArgument.Id, .. SessionExport.Options], SessionExport.RunAsync),
            Verb.Create(
                "replay",
                "Recompute verdict and minutes, or comparison and fused answer, without a model, and compare every answer with the log.",
                [SessionReplay.File],
                SessionReplay.RunAsync),
            Verb.Create("recount", "Re-tally a session's last round under another rule.", [SessionArgument.Id, SessionRecount.Rule], SessionRecount.RunAsync),
            Verb.Create(
                "regroup",
                "Move a seat's position to another cluster of an open question, and re-tally.",
                [SessionArgument.Id, .. SessionRegroup.Options],
                SessionRegroup.RunAsync),
            Verb.Create(
                "ask-again",
                "Ask a seat that was absent once more, and re-tally with its answer.",
                [SessionArgument.Id, .. SessionAskAgain.Options],
                SessionAskAgain.RunAsync),
            ResumeCommand.Create(),
            Verb.Create("delete", "Erase a session: its file, and what was said in it.", [SessionArgument.Id, SessionDelete.Yes], SessionDelete.RunAsync),
        ],
        SessionList.RunAsync);
}
