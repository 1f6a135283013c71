using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Roundtable.Annotation.Aggregation;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Rules;

/// <summary>
/// Learned rules by name, in <c>rules/NAME.json</c> of the data directory. Each is on record as a leaf of the kind <c>label</c> without a run, whose document
/// is the rule itself; a file that says anything else than its leaf is not applied. docs/formats/rule.md.
/// </summary>
/// <param name="workspace">The data directory, its log and its clock.</param>
public sealed partial class RuleStore(WorkspaceContext workspace)
{
    private const string Format = "roundtable-rule/1";
    private const int FormatVersion = 1;
    private const string Restoring = "'roundtable reindex' restores the file from the log.";

    private static ReadOnlySpan<byte> FormatName => "roundtable-rule/"u8;

    private readonly string _directory = Path.Combine(workspace.DataDirectory, "rules");

    /// <summary>Puts a rule on record and keeps it under a name, in the place of the one that had it. The same rule again is not put on record twice.</summary>
    /// <param name="log">The log, open for appending.</param>
    /// <param name="name">Letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, at most 100.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="inputs">Leaves that it was learned from, such as those of the labels and the gold, ascending.</param>
    /// <param name="cancellation">Stops before it is on record.</param>
    /// <exception cref="WorkspaceException">When the name cannot be one.</exception>
    public async Task<StoredRule> SaveAsync(RecordLog log, string name, LearnedRule rule, IReadOnlyList<long> inputs, CancellationToken cancellation)
    {
        var path = PathOf(name);
        var document = DocumentOf(name, rule);
        var leaf = new Leaf { Kind = LeafKind.Label, Time = workspace.Time.GetUtcNow(), Inputs = inputs, Document = Digest.Of(document) };
        var receipt = await log.AppendOnceAsync(leaf, [document], cancellation);
        Write(path, receipt.Leaf, document);
        return new StoredRule(name, receipt.Leaf, rule);
    }

    /// <summary>Names of the rules that are kept, in order.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(_directory)
        ? [.. Directory.EnumerateFiles(_directory, "*.json")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(n => NamePattern().IsMatch(n))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The rule of a name, compared with the log.</summary>
    /// <exception cref="WorkspaceException">When there is none, its file is damaged or of a newer version, or the log has something else.</exception>
    public async Task<StoredRule> GetAsync(string name, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            var names = Names();
            throw new WorkspaceException(
                ErrorKind.NotFound,
                $"There is no learned rule '{Neutralise.Line(name)}' in {workspace.DataDirectory}"
                    + (names.Count == 0 ? "; labelling items with gold makes one." : $"; there are {string.Join(", ", names)}."));
        }

        var (leaf, document) = Read(path);
        await using var log = await LogAccess.OpenReadOnlyAsync(workspace, cancellation);
        if (await LeafAt(log, leaf, cancellation) is not { Kind: LeafKind.Label, Document: { } digest } || digest != Digest.Of(document))
        {
            throw new WorkspaceException(
                ErrorKind.BadData, $"{path}: the rule is not the one that leaf {leaf} has on record, so it is not applied. {Restoring}");
        }

        try
        {
            return new StoredRule(name, leaf, LearnedRuleJson.Read(CanonicalJson.Write(JsonNode.Parse(document)!["rule"])));
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{path}: {e.Message}", e);
        }
    }

    /// <summary>Writes the files of the rules that the log has on record, the newest of each name.</summary>
    /// <returns>Their names, in order.</returns>
    public async Task<IReadOnlyList<string>> RestoreAsync(RecordLog log, CancellationToken cancellation)
    {
        Dictionary<string, (long Leaf, byte[] Document)> newest = new(StringComparer.Ordinal);
        await foreach (var logged in log.ReadAsync(0, cancellation))
        {
            if (logged.Leaf is { Kind: LeafKind.Label, Session: null, Document: { } digest }
                && await log.ContentAsync(digest, cancellation) is { } document
                && JsonNode.Parse(document) is JsonObject content
                && content["format"]?.GetValue<string>() == Format
                && content["name"]?.GetValue<string>() is { } name
                && NamePattern().IsMatch(name))
            {
                newest[name] = (logged.Index, document);
            }
        }

        foreach (var (name, (leaf, document)) in newest)
        {
            ThrowIfNewer(PathOf(name));
            Write(PathOf(name), leaf, document);
        }

        return [.. newest.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The leaf at an index; null where there is none.</summary>
    internal static async Task<Leaf?> LeafAt(RecordLog log, long index, CancellationToken cancellation)
    {
        if (index >= 0 && index < log.Size)
        {
            await foreach (var logged in log.ReadAsync(index, cancellation))
            {
                return logged.Leaf;
            }
        }

        return null;
    }

    private static byte[] DocumentOf(string name, LearnedRule rule) =>
        CanonicalJson.Write(new JsonObject { ["format"] = Format, ["name"] = name, ["rule"] = JsonNode.Parse(LearnedRuleJson.Write(rule)) });

    private void Write(string path, long leaf, byte[] document)
    {
        PrivateFiles.CreateDirectory(_directory);
        PrivateFiles.Replace(path, CanonicalJson.Write(new JsonObject { ["document"] = JsonNode.Parse(document), ["format"] = Format, ["leaf"] = leaf }));
    }

    private static (long Leaf, byte[] Document) Read(string path)
    {
        try
        {
            var file = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject;
            if (file?["format"]?.GetValue<string>() is { } format && format != Format)
            {
                NewerFormatException.ThrowIfNewer(path, System.Text.Encoding.UTF8.GetBytes(format), FormatName, FormatVersion);
                throw new WorkspaceException(ErrorKind.BadData, $"{path}: its format is '{Neutralise.Line(format)}'; this program reads {Format}.");
            }

            return file?["leaf"] is { } leaf && file["document"] is { } document
                ? (leaf.GetValue<long>(), CanonicalJson.Write(document))
                : throw new WorkspaceException(ErrorKind.BadData, $"{path}: it is not a learned rule. {Restoring}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or UnauthorizedAccessException
            || (e is IOException and not NewerFormatException))
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{path}: it cannot be read as a learned rule. {Restoring}", e);
        }
    }

    /// <summary>A file of a newer version is not written over; a damaged one is.</summary>
    private static void ThrowIfNewer(string path)
    {
        try
        {
            _ = File.Exists(path) ? Read(path) : default;
        }
        catch (WorkspaceException)
        {
            // It is made again from the log.
        }
    }

    private string PathOf(string name) => NamePattern().IsMatch(name)
        ? Path.Combine(_directory, name + ".json")
        : throw new WorkspaceException(
            ErrorKind.InvalidInput,
            $"'{Neutralise.Line(name)}' cannot name a rule: give letters, digits, '.', '_' and '-', not beginning with '.', at most 100.");

    [GeneratedRegex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();
}
