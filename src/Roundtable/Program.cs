using System.CommandLine;
using System.Globalization;
using Roundtable.Ask;
using Roundtable.CommandLine;
using Roundtable.Import;
using Roundtable.Index;
using Roundtable.Log;
using Roundtable.Models;
using Roundtable.Panels;
using Roundtable.Sessions;

// What is written is the same in every country: sessions are compared byte for byte.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

var root = new RootCommand("Ask a panel of AI models; keep every word on the record.")
{
    GlobalOptions.Data,
    GlobalOptions.Json,
    GlobalOptions.Config,
    AskCommand.Create(),
    ModelsCommand.Create(),
    PanelsCommand.Create(),
    ImportCommand.Create(),
    LogCommand.Create(),
    SessionsCommand.Create(),
    ReindexCommand.Create(),
};
return await EntryPoint.RunAsync(root, args).ConfigureAwait(false);
