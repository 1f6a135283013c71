using System.CommandLine;
using Roundtable.Ask;
using Roundtable.CommandLine;
using Roundtable.Log;

var root = new RootCommand("Ask a panel of AI models; keep every word on the record.")
{
    GlobalOptions.Data,
    GlobalOptions.Json,
    AskCommand.Create(),
    LogCommand.Create(),
    Roundtable.Sessions.SessionsCommand.Create(),
};
return await EntryPoint.RunAsync(root, args).ConfigureAwait(false);
