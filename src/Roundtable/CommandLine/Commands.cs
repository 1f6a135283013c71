using System.CommandLine;
using Roundtable.Access;
using Roundtable.Ask;
using Roundtable.Corpora;
using Roundtable.Import;
using Roundtable.Index;
using Roundtable.Judging;
using Roundtable.Log;
using Roundtable.Mcp;
using Roundtable.Models;
using Roundtable.Panels;
using Roundtable.Registry;
using Roundtable.Scan;
using Roundtable.Serve;
using Roundtable.Sessions;
using Roundtable.Trace;
using Roundtable.Verify;

namespace Roundtable.CommandLine;

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
        ReferenceCommand.Create(),
    };
}
