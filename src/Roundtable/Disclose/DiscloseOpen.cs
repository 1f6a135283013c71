using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose open</c>: the rows that were drawn, for the auditor.</summary>
internal static class DiscloseOpen
{
    private static readonly Argument<string> _folder = new("FOLDER") { Description = "The folder of the commitment." };
    private static readonly Argument<string> _reveal = new("REVEAL") { Description = "The auditor's file with the nonce." };
    private static readonly Option<string> _out = new("--out")
    {
        Description = "The file to write; - writes to standard output. It holds the drawn rows in full: give it to the auditor alone unless everybody may "
            + "read them.",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "open", "Put the revealed nonce on the record, draw the sample, and open its rows in one file.", [_folder, _reveal, _out], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var output = invocation.Parse.GetRequiredValue(_out);
        var answered = await new AuditedService(invocation.Workspace).OpenAsync(
            invocation.Parse.GetRequiredValue(_folder), invocation.Parse.GetRequiredValue(_reveal), output == "-" ? null : output, cancellation);
        if (output == "-")
        {
            await invocation.Out.WriteAsync(Encoding.UTF8.GetString(answered.File.Span));
        }

        // What is piped on is the file and nothing else.
        await (output == "-" ? invocation.Error : invocation.Out).WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject
            {
                ["file"] = output,
                ["drawn"] = answered.Drawn,
                ["opened"] = answered.Opened,
                ["reveal"] = answered.Reveal,
            })
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{answered.Opened:N0} rows for {answered.Drawn:N0} draws are in {(output == "-" ? "what was written" : Neutralise.Line(output))}, "
                    + $"for 'roundtable disclose judge'. The nonce is leaf {answered.Reveal}."));
        return ExitCode.Ok;
    }
}
