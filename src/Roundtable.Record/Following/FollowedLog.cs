using System.Text;
using System.Text.Json;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Following;

/// <summary>
/// What is kept of somebody else's log, in a directory of its own: the public half as it was served and verified (<c>log/</c>, which any web server can serve
/// on), every checkpoint that anybody showed (<c>seen</c>), and the split view that was found, if any (<c>alarm</c>).
/// </summary>
public sealed class FollowedLog
{
    private static readonly DirectoryLayout _layout = new("followed", 1);

    private readonly string _seen;
    private readonly string _alarm;
    private readonly PublishedFiles _files;

    private FollowedLog(string directory)
    {
        Location = directory;
        _seen = Path.Combine(directory, "seen");
        _alarm = Path.Combine(directory, "alarm");
        _files = new PublishedFiles(directory);
    }

    /// <summary>Path of the directory.</summary>
    public string Location { get; }

    /// <summary>The public half, to be read or served.</summary>
    public ILogResources Resources => _files;

    /// <summary>The directory of a log among others, by the hexadecimal SHA-256 of its origin.</summary>
    public static string DirectoryOf(string parent, string origin) => Path.Combine(parent, Digest.Of(Encoding.UTF8.GetBytes(origin)).ToString());

    /// <summary>Opens a directory, which need not exist yet.</summary>
    /// <exception cref="NewerFormatException">When it was written by a newer program.</exception>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public static FollowedLog Open(string directory)
    {
        try
        {
            _layout.ThrowIfNewer(directory);
        }
        catch (FormatException e)
        {
            throw new IOException($"{Path.Combine(directory, DirectoryLayout.FileName)}: {e.Message}. Restore it, or follow the log anew.", e);
        }

        return new FollowedLog(directory);
    }

    /// <summary>The checkpoint that all of <c>log/</c> was verified against; null if nothing is kept yet.</summary>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public SignedCheckpoint? Kept()
    {
        try
        {
            return _files.Read(ILogResources.Checkpoint) is { } bytes ? SignedCheckpoint.Parse(bytes) : null;
        }
        catch (FormatException e)
        {
            throw new IOException($"{Path.Combine(Location, "log", ILogResources.Checkpoint)} is not a checkpoint: {e.Message}", e);
        }
    }

    /// <summary>The keys that the log is followed by; empty if nothing is kept yet.</summary>
    /// <exception cref="IOException">When they cannot be read.</exception>
    public IReadOnlyList<VerifierKey> Keys()
    {
        try
        {
            return _files.Read(ILogResources.Keys) is { } bytes ? VerifierKey.ParseList(Encoding.UTF8.GetString(bytes)) : [];
        }
        catch (FormatException e)
        {
            throw new IOException($"{Path.Combine(Location, "log", ILogResources.Keys)} has no keys: {e.Message}", e);
        }
    }

    /// <summary>Every checkpoint that anybody showed, in the order in which they were first seen there.</summary>
    /// <exception cref="IOException">When they cannot be read.</exception>
    public IReadOnlyList<SeenCheckpoint> Seen()
    {
        // A crash may have left half a line at the end; what was acknowledged ends with a line feed.
        var text = File.Exists(_seen) ? File.ReadAllText(_seen) : "";
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Read(line, _seen))];
    }

    /// <summary>The split view that was found; null if none was.</summary>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public SplitView? Alarm()
    {
        if (!File.Exists(_alarm))
        {
            return null;
        }

        try
        {
            var lines = File.ReadAllLines(_alarm);
            return new SplitView(Enum.Parse<SplitKind>(lines[0]), Read(lines[1], _alarm), Read(lines[2], _alarm));
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException)
        {
            throw new IOException($"{_alarm} is not what was written to it. An alarm was raised for this log; which one is not readable any more.", e);
        }
    }

    /// <summary>The root of the first <paramref name="size"/> leaves of what is kept.</summary>
    /// <param name="size">From 0 to the size of <see cref="Kept"/>.</param>
    /// <exception cref="DamagedLogException">When the tiles that are kept do not yield it.</exception>
    internal Digest RootAt(long size)
    {
        var kept = Kept()!.Checkpoint;
        try
        {
            return TileTree.Load(kept.Size, _files).RootAt(size, kept.Root);
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(Path.Combine(Location, "log"), null, null, e.Message);
        }
    }

    /// <summary>Prepares the directory for being written to, and keeps the keys that the log is followed by.</summary>
    internal void Begin(IReadOnlyList<VerifierKey> keys)
    {
        _layout.Write(Location);
        if (!Keys().SequenceEqual(keys))
        {
            PrivateFiles.Replace(Path.Combine(Location, "log", ILogResources.Keys), Encoding.UTF8.GetBytes(string.Concat(keys.Select(k => $"{k}\n"))));
        }
    }

    /// <summary>Keeps a checkpoint durably, unless the same source showed the same tree before.</summary>
    internal void Keep(SeenCheckpoint seen)
    {
        if (Seen().Any(s => s.Source == seen.Source && s.Checkpoint == seen.Checkpoint))
        {
            return;
        }

        using var file = PrivateFiles.Open(_seen, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.Position = EndOfLines(file);
        file.SetLength(file.Position);
        file.Write(Encoding.UTF8.GetBytes(Line(seen) + "\n"));
        file.Flush(flushToDisk: true);
        PrivateFiles.FlushDirectory(Location);
    }

    /// <summary>Keeps a split view for good: nothing is followed any further until a person has removed the file.</summary>
    internal void Raise(SplitView view) => PrivateFiles.Replace(_alarm, Encoding.UTF8.GetBytes($"{view.Kind}\n{Line(view.First)}\n{Line(view.Second)}\n"));

    private static long EndOfLines(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
    }

    private static string Line(SeenCheckpoint seen) => JsonSerializer.Serialize(
        new SeenLine(seen.At, seen.Source, Encoding.UTF8.GetString(seen.Published.Note.ToBytes())), SeenJson.Default.SeenLine);

    private static SeenCheckpoint Read(string line, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SeenJson.Default.SeenLine) is { Source: { } source, Checkpoint: { } note } read
                ? new SeenCheckpoint(source, read.At, SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(note)))
                : throw new FormatException("a line lacks its source or its checkpoint");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new IOException($"{path} is not what was written to it: {e.Message}", e);
        }
    }
}
