using System.CommandLine;
using System.Globalization;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log show</c>: one leaf, and what only this computer knows of it.</summary>
internal static class LogShow
{
    private const int PreviewLength = 240;

    private static readonly Argument<long> _leaf = LeafArgument.Create();

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create("show", "Show a leaf as it stands in the log, and the contents that it commits to.", [_leaf], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var shown = await new LogService(invocation.Workspace).ShowAsync(invocation.Parse.GetValue(_leaf), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(shown.Json()) : Neutralise.Text(Text(shown)));
        if (!invocation.Json && shown.Leaf.Kind == LeafKind.Ruling
            && await new CompareService(invocation.Workspace).OfLeafAsync(shown.Index, cancellation) is { } difference)
        {
            await invocation.Out.WriteLineAsync();
            await invocation.Out.WriteLineAsync(Neutralise.Text($"The ruling stays as it is; today it would come out otherwise. {difference.Line}"));
        }

        return ExitCode.Ok;
    }

    private static string Text(ShownLeaf shown)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"LEAF {shown.Index} · {shown.Hash}").AppendLine();
        text.AppendLine("In the log, for everyone:");
        foreach (var line in shown.Entry.ToJsonString(Document.Indented).Split('\n'))
        {
            text.Append("  ").AppendLine(line.TrimEnd('\r'));
        }

        if (shown.Opened is null)
        {
            text.AppendLine().AppendLine("Its contents were erased, and so were the salts: nobody can open its commitments any more.");
        }
        else if (shown.Opened.Count > 0)
        {
            text.AppendLine().AppendLine("On this computer alone:");
            foreach (var (member, (opening, content)) in shown.Opened)
            {
                var size = content is null ? "erased" : string.Create(CultureInfo.InvariantCulture, $"{content.Length:N0} bytes");
                text.AppendLine(CultureInfo.InvariantCulture, $"  {member}: {size}, {opening.Content}");
                if (content is not null)
                {
                    text.Append("    ").AppendLine(Preview(content));
                }
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Preview(byte[] content)
    {
        var line = string.Join(
            ' ',
            Encoding.UTF8.GetString(content.AsSpan(0, Math.Min(content.Length, 4 * PreviewLength)))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > PreviewLength ? line[..PreviewLength] + "…" : line;
    }
}
