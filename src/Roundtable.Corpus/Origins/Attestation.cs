using System.Globalization;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Origins;

/// <summary>
/// A person's signed statement of where rows come from: a signed note (C2SP) over the origin, the statement, and the SHA-256 of a list of row digests that is
/// kept beside it. docs/formats/attestation.md.
/// </summary>
public sealed class Attestation
{
    private const string Format = "roundtable-attestation/";
    private const string FirstLine = Format + "1";

    private readonly HashSet<Digest> _rows;
    private readonly Evidence _evidence;

    private Attestation(Digest note, HashSet<Digest> rows, Evidence evidence) => (Note, _rows, _evidence) = (note, rows, evidence);

    /// <summary>SHA-256 of the signed note.</summary>
    public Digest Note { get; }

    /// <summary>The number of rows that it covers.</summary>
    public int Rows => _rows.Count;

    /// <summary>The evidence for a row; null where the attestation does not cover it.</summary>
    public Evidence? Of(Digest row) => _rows.Contains(row) ? _evidence : null;

    /// <summary>The text that is signed.</summary>
    /// <param name="origin">The origin of the rows.</param>
    /// <param name="statement">The person's statement, on one line.</param>
    /// <param name="on">The date of the statement.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="list">SHA-256 of the list of row digests.</param>
    public static string Text(Origin origin, string statement, DateOnly on, int rows, Digest list) => string.Create(
        CultureInfo.InvariantCulture,
        $"{FirstLine}\norigin: {origin.ToString().ToLowerInvariant()}\nsays: {statement}\non: {on:yyyy-MM-dd}\nrows: {rows}\nlist: {list}\n");

    /// <summary>Reads and verifies an attestation.</summary>
    /// <param name="note">The signed note.</param>
    /// <param name="list">The list: 64 hexadecimal digits per line.</param>
    /// <param name="trusted">The keys whose signatures are accepted.</param>
    /// <exception cref="FormatException">The note is malformed, the list is not the one that was signed, or no trusted key signed it.</exception>
    public static Attestation Read(ReadOnlySpan<byte> note, ReadOnlySpan<byte> list, IReadOnlyList<VerifierKey> trusted)
    {
        var signed = SignedNote.Parse(note);
        var by = trusted.FirstOrDefault(signed.IsSignedBy) ?? throw new FormatException("not signed by any --trust key");
        if (signed.Text.StartsWith(Format, StringComparison.Ordinal) && !signed.Text.StartsWith(FirstLine + "\n", StringComparison.Ordinal))
        {
            throw new FormatException($"it has another format than {FirstLine}: use a newer version of Roundtable");
        }

        if (signed.Text.TrimEnd('\n').Split('\n') is not [FirstLine, var origin, var says, var on, var rows, var digest]
            || !Enum.TryParse<Origin>(Value(origin, "origin: "), ignoreCase: true, out var of)
            || !int.TryParse(Value(rows, "rows: "), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw new FormatException("not an attestation");
        }

        if (Digest.Of(list).ToString() != Value(digest, "list: "))
        {
            throw new FormatException("the list of rows beside it is not the one that was signed");
        }

        HashSet<Digest> known = [];
        foreach (var line in System.Text.Encoding.ASCII.GetString(list).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            known.Add(Digest.Parse(line));
        }

        var summary = $"{by.Name} signed for it on {Value(on, "on: ")}: {Value(says, "says: ")}";
        return known.Count == count
            ? new Attestation(Digest.Of(note), known, new Evidence(EvidenceKind.Attested, of, Strength.Strong, summary))
            : throw new FormatException("the number of rows differs from that in the list");
    }

    private static string Value(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) ? line[name.Length..] : throw new FormatException("not an attestation");
}
