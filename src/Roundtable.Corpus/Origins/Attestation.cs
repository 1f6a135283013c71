using System.Globalization;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Origins;

/// <summary>
/// That a person answers for where rows come from: a signed note (C2SP) over the origin, what they say, and the SHA-256 of a list of row digests that lies
/// beside it. docs/formats/attestation.md.
/// </summary>
public sealed class Attestation
{
    private const string FirstLine = "roundtable-attestation/1";

    private readonly HashSet<Digest> _rows;
    private readonly Evidence _evidence;

    private Attestation(Digest note, HashSet<Digest> rows, Evidence evidence) => (Note, _rows, _evidence) = (note, rows, evidence);

    /// <summary>SHA-256 of the signed note.</summary>
    public Digest Note { get; }

    /// <summary>How many rows it is about.</summary>
    public int Rows => _rows.Count;

    /// <summary>The evidence for a row; null where it is not about it.</summary>
    public Evidence? Of(Digest row) => _rows.Contains(row) ? _evidence : null;

    /// <summary>The text that is signed.</summary>
    /// <param name="origin">Where the rows come from.</param>
    /// <param name="says">What the person says of it, on one line.</param>
    /// <param name="on">The day.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="list">SHA-256 of the list of their digests.</param>
    public static string Text(Origin origin, string says, DateOnly on, int rows, Digest list) => string.Create(
        CultureInfo.InvariantCulture,
        $"{FirstLine}\norigin: {origin.ToString().ToLowerInvariant()}\nsays: {says}\non: {on:yyyy-MM-dd}\nrows: {rows}\nlist: {list}\n");

    /// <summary>Reads an attestation and checks it.</summary>
    /// <param name="note">The signed note.</param>
    /// <param name="list">The list: 64 hexadecimal digits a line.</param>
    /// <param name="trusted">Whose signature counts.</param>
    /// <exception cref="FormatException">It is none, the list is another, or nobody who is trusted signed it.</exception>
    public static Attestation Read(ReadOnlySpan<byte> note, ReadOnlySpan<byte> list, IReadOnlyList<VerifierKey> trusted)
    {
        var signed = SignedNote.Parse(note);
        var by = trusted.FirstOrDefault(signed.IsSignedBy) ?? throw new FormatException("nobody whose key is given with --trust signed it");
        if (signed.Text.TrimEnd('\n').Split('\n') is not [FirstLine, var origin, var says, var on, var rows, var digest]
            || !Enum.TryParse<Origin>(Value(origin, "origin: "), ignoreCase: true, out var of)
            || !int.TryParse(Value(rows, "rows: "), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw new FormatException("it is no attestation");
        }

        if (Digest.Of(list).ToString() != Value(digest, "list: "))
        {
            throw new FormatException("the list of rows beside it is another than the one that was signed");
        }

        HashSet<Digest> known = [];
        foreach (var line in System.Text.Encoding.ASCII.GetString(list).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            known.Add(Digest.Parse(line));
        }

        return known.Count == count
            ? new Attestation(Digest.Of(note), known, new Evidence(EvidenceKind.Attested, of, Strength.Strong, $"{by.Name} signed for it on {Value(on, "on: ")}: {Value(says, "says: ")}"))
            : throw new FormatException("the number of rows is not that of the list");
    }

    private static string Value(string line, string name) => line.StartsWith(name, StringComparison.Ordinal) ? line[name.Length..] : throw new FormatException("it is no attestation");
}
