using Roundtable.Record.Entries;

namespace Roundtable.Terms.Registry;

/// <summary>The entries that come with the program: facts in our own words, some from memory, none of them legal advice.</summary>
/// <remarks>
/// People write them as YAML, in <c>Starter/*.yaml</c>. The program carries <c>Starter/entries.jsonl</c>, the same entries as they stand in the
/// log, a line each: parsing YAML takes longer than all else that a short command does. A test holds the two together.
/// </remarks>
public static class StarterSet
{
    private static readonly Lazy<byte[]> _bytes = new(Load);
    private static readonly Lazy<IReadOnlyList<RegisteredEntry>> _entries = new(Read);

    /// <summary>The entries.</summary>
    public static IReadOnlyList<RegisteredEntry> Entries => _entries.Value;

    /// <summary>SHA-256 of all of them: another one with each change of any.</summary>
    public static Digest Digest => Digest.Of(_bytes.Value);

    private static byte[] Load()
    {
        using var resource = typeof(StarterSet).Assembly.GetManifestResourceStream("entries.jsonl")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    private static List<RegisteredEntry> Read()
    {
        var bytes = _bytes.Value;
        List<RegisteredEntry> entries = [];
        for (ReadOnlySpan<byte> rest = bytes; rest.IndexOf((byte)'\n') is var end and >= 0; rest = rest[(end + 1)..])
        {
            var line = rest[..end];
            var entry = EntryReader.ReadJson(line) ?? throw new InvalidDataException($"Line {entries.Count + 1} of the starter set is no entry.");
            entries.Add(new RegisteredEntry(entry, Digest.Of(line)));
        }

        return entries;
    }
}
