using System.CommandLine;
using Roundtable.CommandLine;

var root = new RootCommand("Ask a panel of AI models; keep every word on the record.")
{
    GlobalOptions.Data,
    GlobalOptions.Json,
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
