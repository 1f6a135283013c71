using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
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
        using var store = await LogAccess.ReadAsync(invocation.Workspace, cancellation);
        var index = LeafArgument.Read(invocation, _leaf, store);
        var bytes = store.Leaves(index).First();
        var leaf = Leaf.Parse(bytes.Span);
        var openings = leaf.OpenedBy is { } document && store.Content(document) is { } opened ? Openings.Read(opened) : null;
        var hash = new Digest(MerkleTree.LeafHash(bytes.Span));
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(Json(index, hash, bytes, leaf, openings, store))
            : Neutralise.Text(Text(index, hash, bytes, leaf, openings, store)));
        if (!invocation.Json && leaf.Kind == LeafKind.Ruling
            && await new CompareService(invocation.Workspace).OfLeafAsync(index, cancellation) is { } difference)
        {
            await invocation.Out.WriteLineAsync();
            await invocation.Out.WriteLineAsync(Neutralise.Text($"The ruling stays as it is; today it would come out otherwise. {difference.Line}"));
        }

        return ExitCode.Ok;
    }

    private static string Text(long index, Digest hash, ReadOnlyMemory<byte> bytes, Leaf leaf, IReadOnlyDictionary<string, Opening>? openings, LogStore store)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"LEAF {index} · {hash}").AppendLine();
        text.AppendLine("In the log, for everyone:");
        foreach (var line in JsonNode.Parse(bytes.Span)!.ToJsonString(Document.Indented).Split('\n'))
        {
            text.Append("  ").AppendLine(line.TrimEnd('\r'));
        }

        if (leaf.Commitments.Count > 0)
        {
            text.AppendLine().AppendLine(openings is null
                ? "Its contents were erased, and so were the salts: nobody can open its commitments any more."
                : "On this computer alone:");
            foreach (var (member, opening) in openings ?? new Dictionary<string, Opening>(StringComparer.Ordinal))
            {
                var content = store.Content(opening.Content);
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"  {member}: {(content is null ? "erased" : string.Create(CultureInfo.InvariantCulture, $"{content.Length:N0} bytes"))}, "
                        + $"{opening.Content}");
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

    private static JsonObject Json(
        long index, Digest hash, ReadOnlyMemory<byte> bytes, Leaf leaf, IReadOnlyDictionary<string, Opening>? openings, LogStore store)
    {
        var opened = new JsonObject();
        foreach (var (member, opening) in openings ?? new Dictionary<string, Opening>(StringComparer.Ordinal))
        {
            opened[member] = new JsonObject
            {
                ["content"] = opening.Content.ToString(),
                ["salt"] = opening.Salt.ToString(),
                ["bytes"] = store.Content(opening.Content) is { } content ? Convert.ToBase64String(content) : null,
            };
        }

        return new JsonObject
        {
            ["index"] = index,
            ["hash"] = hash.ToString(),
            ["leaf"] = JsonNode.Parse(bytes.Span),
            ["opened"] = leaf.Commitments.Count > 0 && openings is null ? null : opened,
        };
    }
}
