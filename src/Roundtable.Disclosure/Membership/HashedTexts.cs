using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Roundtable.Corpus.References;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Disclosure.Membership;

/// <summary>What of a text is among hashed texts.</summary>
/// <param name="IsEqual">Whether the whole is there, white space around it aside.</param>
/// <param name="Words">How many words the text has.</param>
/// <param name="Covered">How many of them stand in passages that are there.</param>
/// <param name="Runs">The passages, put together: the first word of each, from 0, and how many words.</param>
public sealed record FoundText(bool IsEqual, int Words, int Covered, IReadOnlyList<(int First, int Words)> Runs);

/// <summary>
/// The texts of a corpus as salted hashes, in a file that its owner gives to others: whoever has a text finds whether it is in the corpus, as a whole or in
/// part, and nobody reads a text out of it that cannot be guessed. docs/formats/disclosure.md.
/// </summary>
public sealed class HashedTexts : IDisposable
{
    internal const int SaltLength = 32;
    internal const int ValueLength = 16;
    private const int MaxName = 1 << 12;
    private const byte WholeTag = 1;
    private const byte PassageTag = 2;

    private readonly SafeFileHandle _file;
    private readonly KeyedHash _hash;
    private readonly long _first;
    private readonly long _wholes;
    private readonly long _passages;

    private HashedTexts(SafeFileHandle file, byte[] head, string name, long first)
    {
        (_file, Name, _first) = (file, name, first);
        _hash = new KeyedHash(head[Magic.Length..(Magic.Length + SaltLength)]);
        var numbers = head.AsSpan(Magic.Length + SaltLength);
        Rows = BinaryPrimitives.ReadInt64BigEndian(numbers);
        _wholes = BinaryPrimitives.ReadInt64BigEndian(numbers[8..]);
        _passages = BinaryPrimitives.ReadInt64BigEndian(numbers[16..]);
    }

    internal static ReadOnlySpan<byte> Magic => "roundtable-memb1"u8;

    /// <summary>The length of what stands before the name.</summary>
    internal static int HeadLength => Magic.Length + SaltLength + (3 * sizeof(long)) + sizeof(int);

    /// <summary>What the owner calls the corpus.</summary>
    public string Name { get; }

    /// <summary>How many rows it has.</summary>
    public long Rows { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FormatException">When it is none, or cut.</exception>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public static HashedTexts Open(string path)
    {
        var file = File.OpenHandle(path);
        try
        {
            var head = new byte[HeadLength];
            if (RandomAccess.Read(file, head, 0) != head.Length || !head.AsSpan().StartsWith(Magic))
            {
                throw new FormatException("it is no file of hashed texts ('roundtable disclose members')");
            }

            var name = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(HeadLength - sizeof(int))) is >= 0 and <= MaxName and var length
                ? length
                : throw new FormatException("it is damaged")];
            var read = RandomAccess.Read(file, name, HeadLength);
            var texts = new HashedTexts(file, head, Encoding.UTF8.GetString(name), HeadLength + name.Length);
            var rest = RandomAccess.GetLength(file) - texts._first;
            return read == name.Length && texts._wholes >= 0 && texts._passages >= 0 && rest / ValueLength - texts._wholes == texts._passages
                && rest % ValueLength == 0
                    ? texts
                    : throw new FormatException("it is cut or damaged");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Looks for a text.</summary>
    /// <param name="marks">The text.</param>
    public FoundText Find(TextMarks marks)
    {
        var isEqual = Contains(0, _wholes, Whole(_hash, marks.Whole));
        List<(int First, int Words)> runs = [];
        var all = marks.All();
        for (var i = 0; i < all.Count; i++)
        {
            if (!Contains(_wholes, _passages, Passage(_hash, all[i])))
            {
                continue;
            }

            var end = i + TextMarks.PassageWords;
            if (runs.Count > 0 && runs[^1] is var last && i <= last.First + last.Words)
            {
                runs[^1] = (last.First, end - last.First);
            }
            else
            {
                runs.Add((i, TextMarks.PassageWords));
            }
        }

        return new FoundText(isEqual, marks.Words, isEqual ? marks.Words : runs.Sum(r => r.Words), runs);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    internal static UInt128 Whole(KeyedHash keyed, UInt128 hash)
    {
        Span<byte> message = stackalloc byte[1 + ValueLength];
        message[0] = WholeTag;
        BinaryPrimitives.WriteUInt128BigEndian(message[1..], hash);
        return Value(keyed, message);
    }

    internal static UInt128 Passage(KeyedHash keyed, ulong hash)
    {
        Span<byte> message = stackalloc byte[1 + sizeof(ulong)];
        message[0] = PassageTag;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], hash);
        return Value(keyed, message);
    }

    private static UInt128 Value(KeyedHash keyed, ReadOnlySpan<byte> message)
    {
        Span<byte> code = stackalloc byte[MerkleTree.HashLength];
        keyed.Hash(message, code);
        return BinaryPrimitives.ReadUInt128BigEndian(code);
    }

    private bool Contains(long from, long count, UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[ValueLength];
        var (low, high) = (from, from + count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (RandomAccess.Read(_file, bytes, _first + (middle * ValueLength)) != ValueLength)
            {
                throw new FormatException("it is cut");
            }

            var found = BinaryPrimitives.ReadUInt128BigEndian(bytes);
            if (found == value)
            {
                return true;
            }

            (low, high) = found < value ? (middle + 1, high) : (low, middle);
        }

        return false;
    }
}
