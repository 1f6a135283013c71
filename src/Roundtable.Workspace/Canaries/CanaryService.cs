using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Watching.Canaries;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Canaries;

/// <summary>
/// Canaries: committed to on the record before anybody uses them, kept in a file of their owner's, found again in files, opened as proof. docs/watch.md.
/// </summary>
/// <param name="workspace">The data directory.</param>
public sealed partial class CanaryService(WorkspaceContext workspace)
{
    /// <summary>What the document of a commitment says it is.</summary>
    public const string Format = "roundtable-canary/1";

    /// <summary>The most canaries made at once.</summary>
    public const int MaxCount = 10_000;

    /// <summary>Makes canaries and puts their commitments on the record, without their words.</summary>
    /// <param name="name">What they are for.</param>
    /// <param name="count">How many: 1 to 10,000.</param>
    /// <param name="file">Where they are kept: a file that only its owner can read, and that does not exist yet.</param>
    /// <param name="cancellation">Stops before they are recorded.</param>
    /// <returns>The leaf, and the canaries.</returns>
    /// <exception cref="WorkspaceException">When the file exists or something is not accepted.</exception>
    public async Task<(long Leaf, IReadOnlyList<Canary> Canaries)> MakeAsync(string name, int count, string file, CancellationToken cancellation)
    {
        if (count is < 1 or > MaxCount || string.IsNullOrWhiteSpace(name))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput,
                $"Canaries have a name, and there are 1 to {MaxCount.ToString(CultureInfo.InvariantCulture)} of them.");
        }

        if (File.Exists(file))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{Neutralise.Line(file)} exists: canaries that were used would be lost.");
        }

        Canary[] canaries = [.. Enumerable.Range(0, count).Select(_ => Canary.New())];
        var document = CanonicalJson.Write(new JsonObject
        {
            ["format"] = Format,
            ["name"] = Neutralise.Line(name),
            ["commitments"] = new JsonArray([.. canaries.Select(c => (JsonNode)Convert.ToHexStringLower(c.Commitment))]),
        });

        // Kept before they are committed to: a commitment to what is lost would be worth nothing.
        PrivateFiles.Replace(Path.GetFullPath(file), CanaryFile.Write(null, canaries));
        await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
        var leaf = (await log.AppendAsync(
            new Leaf { Kind = LeafKind.HumanContribution, Time = workspace.Time.GetUtcNow(), Document = Digest.Of(document) }, [document], cancellation)).Leaf;
        await log.PublishAsync();
        PrivateFiles.Replace(Path.GetFullPath(file), CanaryFile.Write(leaf, canaries));
        return (leaf, canaries);
    }

    /// <summary>Looks for canaries in files, line by line.</summary>
    /// <param name="file">The canaries.</param>
    /// <param name="paths">The files: any that are text, JSON Lines too.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When a file cannot be read: what was not looked at is not clear.</exception>
    public static async Task<CanarySightings> FindAsync(string file, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var search = new CanarySearch(CanaryFile.Read(file).Canaries);
        List<CanarySighting> found = [];
        var lines = 0L;
        foreach (var path in paths)
        {
            try
            {
                var number = 0L;
                var before = "";
                await foreach (var written in File.ReadLinesAsync(path, cancellation))
                {
                    // A sentence may be broken over two lines, and is reported where it ends.
                    (number, lines) = (number + 1, lines + 1);
                    var line = Unescaped(path, written);
                    var own = search.Find(System.Text.Encoding.UTF8.GetBytes(line));
                    var earlier = search.Find(System.Text.Encoding.UTF8.GetBytes(before));
                    found.AddRange(search.Find(System.Text.Encoding.UTF8.GetBytes(before + "\n" + line)).Where(n => own.Contains(n) || !earlier.Contains(n))
                        .Select(n => new CanarySighting(path, number, n + 1)));
                    before = line;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new WorkspaceException(ErrorKind.NotFound,
                    $"{Neutralise.Line(path)} cannot be read, so that nobody knows whether a canary is in it: {e.Message}", e);
            }
        }

        return new CanarySightings(found, paths.Count, lines);
    }

    /// <summary>
    /// A line with what JSON's escapes in it stand for behind it: spaces for line breaks, letters for their numbers. Nobody finds a text in what is none.
    /// </summary>
    private static string Unescaped(string path, string line) =>
        line.Contains('\0', StringComparison.Ordinal) || (line.Contains('\ufffd', StringComparison.Ordinal) && line.Any(c => char.IsControl(c) && c != '\t'))
            ? throw new WorkspaceException(ErrorKind.BadData,
                $"{Neutralise.Line(path)} is not a text, so that nobody knows whether a canary is in it: "
                    + "'roundtable scan --canaries' reads packed files and other formats.")
        : line.Contains('\\', StringComparison.Ordinal)
            ? line + "\n" + Escape().Replace(line, m => m.Groups["hex"] is { Success: true, Value: var hex }
                ? ((char)ushort.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString() : " ")
        : line;

    [GeneratedRegex(@"\\(?:u(?<hex>[0-9a-fA-F]{4})|[nrtbf])", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Escape();

    /// <summary>Looks for canaries in the rows of a scanned corpus, as the scan read them, and opens those that it finds.</summary>
    /// <param name="file">The canaries.</param>
    /// <param name="plan">What was scanned.</param>
    /// <param name="labels">The labels of its rows.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When a file cannot be read or changed since, or the log does not hold what was found.</exception>
    public async Task<FoundCanaries> InRowsAsync(string file, ScanPlan plan, string labels, CancellationToken cancellation)
    {
        var search = new CanarySearch(CanaryFile.Read(file).Canaries);
        List<CanarySighting> found = [];
        var rows = 0L;
        try
        {
            await Task.Run(
                () => new LabelledRows(plan, labels).Read(
                    _ => true,
                    (label, row, _) =>
                    {
                        rows++;
                        found.AddRange(search.Find(row.Text).Select(n => new CanarySighting(label.File, label.Row, n + 1)));
                    },
                    cancellation),
                cancellation);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"Not all rows were searched for canaries: {Neutralise.Line(e.Message)}", e);
        }

        return new FoundCanaries(new CanarySightings(found, plan.Files.Count, rows), await OpenedAsync(file, found.Select(f => f.Number), cancellation));
    }

    /// <summary>Looks for canaries in a text, and opens those that it finds.</summary>
    /// <param name="file">The canaries.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the canaries cannot be read, or the log does not hold what was found.</exception>
    public Task<IReadOnlyList<OpenedCanary>> InTextAsync(string file, string text, CancellationToken cancellation) =>
        OpenedAsync(file, new CanarySearch(CanaryFile.Read(file).Canaries).Find(System.Text.Encoding.UTF8.GetBytes(text)).Select(n => n + 1), cancellation);

    private async Task<IReadOnlyList<OpenedCanary>> OpenedAsync(string file, IEnumerable<int> numbers, CancellationToken cancellation)
    {
        List<OpenedCanary> opened = [];
        foreach (var number in numbers.Distinct().Order())
        {
            opened.Add(await OpenAsync(file, number, cancellation));
        }

        return opened;
    }

    /// <summary>Opens a canary: what was committed to, and where. Whoever has the log can check it.</summary>
    /// <param name="file">The canaries.</param>
    /// <param name="number">Which, from 1.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is none of that number, or the log does not hold its commitment.</exception>
    public async Task<OpenedCanary> OpenAsync(string file, int number, CancellationToken cancellation)
    {
        var (leaf, canaries) = CanaryFile.Read(file);
        if (number < 1 || number > canaries.Count)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There are canaries 1 to {canaries.Count.ToString(CultureInfo.InvariantCulture)}.");
        }

        var canary = canaries[number - 1];
        var commitment = Convert.ToHexStringLower(canary.Commitment);
        var log = await LogAccess.ReadAsync(workspace, cancellation);
        if (leaf is { } index && index >= 0 && index < log.Head.Size)
        {
            var entry = RecordLog.ReadLeaf(log, index, log.Leaves(index).First().Span);
            if (entry.Document is { } digest && log.Content(digest) is { } bytes && IsCommitted(bytes, number, commitment))
            {
                return new OpenedCanary(number, canary.Text, Convert.ToHexStringLower(canary.Salt), commitment, index, entry.Time);
            }
        }

        throw new WorkspaceException(ErrorKind.BadData,
            "This log does not hold the canary's commitment: it proves nothing. Use the data directory in which it was made.");
    }

    /// <summary>Whether the document of a leaf commits to a canary.</summary>
    internal static bool IsCommitted(byte[] document, int number, string commitment)
    {
        try
        {
            return JsonNode.Parse(document) is JsonObject json && (string?)json["format"] == Format && json["commitments"] is JsonArray commitments
                && number <= commitments.Count && (string?)commitments[number - 1] == commitment;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>A canary in a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, or in a corpus the row, from 1.</param>
/// <param name="Number">Which canary, from 1.</param>
public sealed record CanarySighting(string File, long Line, int Number);

/// <summary>What a search came to.</summary>
/// <param name="Found">The canaries, by file and line.</param>
/// <param name="Files">How many files were looked at.</param>
/// <param name="Lines">How many lines, or rows.</param>
public sealed record CanarySightings(IReadOnlyList<CanarySighting> Found, int Files, long Lines);

/// <summary>Canaries found in a corpus, with what proves that they are older than it.</summary>
/// <param name="Sightings">Where they are.</param>
/// <param name="Opened">Each that was found, once.</param>
public sealed record FoundCanaries(CanarySightings Sightings, IReadOnlyList<OpenedCanary> Opened);

/// <summary>A canary with what proves that it is older than its use.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Salt">Its salt, hexadecimal.</param>
/// <param name="Commitment">SHA-256 over both, as the leaf's document has it.</param>
/// <param name="Leaf">The leaf.</param>
/// <param name="Time">When it was recorded, by the log's own word; witnesses' cosignatures say no later than when.</param>
public sealed record OpenedCanary(int Number, string Text, string Salt, string Commitment, long Leaf, DateTimeOffset Time);
