using System.CommandLine;
using Roundtable.Cli.Access;
using Roundtable.Cli.Ask;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Completion;
using Roundtable.Cli.Corpora;
using Roundtable.Cli.Doctor;
using Roundtable.Cli.Import;
using Roundtable.Cli.Index;
using Roundtable.Cli.Judging;
using Roundtable.Cli.Log;
using Roundtable.Cli.Mcp;
using Roundtable.Cli.Models;
using Roundtable.Cli.Panels;
using Roundtable.Cli.Registry;
using Roundtable.Cli.Scan;
using Roundtable.Cli.Serve;
using Roundtable.Cli.Sessions;
using Roundtable.Cli.Trace;
using Roundtable.Cli.Verify;

namespace Roundtable.Cli;

/// <summary>Every verb of the program.</summary>
internal static class Commands
{
    /// <summary>The root, with its verbs in the order of the help.</summary>
    public static RootCommand Root() => new("Ask a panel of AI models; keep every word on the record.")
    {
        GlobalOptions.Data,
        GlobalOptions.Store,
        GlobalOptions.Json,
        GlobalOptions.Config,
        AskCommand.Create(),
        ServeCommand.Create(),
        McpCommand.Create(),
        ModelsCommand.Create(),
        PanelsCommand.Create(),
        SessionsCommand.Create(),
        ImportCommand.Create(),
        RegistryCommand.Create(),
        JudgeCommand.Create(),
        ScanCommand.Create(),
        TraceCommand.Create(),
        CorpusCommand.Create(),
        LogCommand.Create(),
        VerifyCommand.Create(),
        TokensCommand.Create(),
        ReindexCommand.Create(),
        DoctorCommand.Create(),
        CompletionCommand.Create(),
        ReferenceCommand.Create(),
    };
}
