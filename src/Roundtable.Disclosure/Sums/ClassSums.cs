using System.Buffers.Binary;

namespace Roundtable.Disclosure.Sums;

/// <summary>The amount of one class.</summary>
/// <param name="Class">The class's number, from 0.</param>
/// <param name="Amount">How much; at least one row.</param>
public readonly record struct ClassAmount(int Class, Amount Amount);

/// <summary>Amounts by class, ascending; classes without rows are left out.</summary>
public sealed class ClassSums : IEquatable<ClassSums>
{
    /// <summary>Bytes of one class: its number as 32 bits, three amounts as 64.</summary>
    private const int EntryBytes = sizeof(int) + (3 * sizeof(long));

    private readonly ClassAmount[] _amounts;

    /// <summary>Sums as somebody states them.</summary>
    /// <param name="amounts">The amounts.</param>
    /// <exception cref="FormatException">When they are not ascending, or one is negative, too large or without rows.</exception>
    public ClassSums(IReadOnlyList<ClassAmount> amounts)
    {
        var last = -1;
        foreach (var (number, amount) in amounts)
        {
            if (number <= last || !amount.IsValid || amount.Rows == 0)
            {
                throw new FormatException(
                    number <= last ? "the classes of a sum are not in order" : "a sum is negative, overflows or has no rows");
            }

            last = number;
        }

        _amounts = [.. amounts];
    }

    private ClassSums(ClassAmount[] amounts) => _amounts = amounts;

    /// <summary>No rows.</summary>
    public static ClassSums None { get; } = new(Array.Empty<ClassAmount>());

    /// <summary>The amounts, ascending by class.</summary>
    public IReadOnlyList<ClassAmount> Amounts => _amounts;

    /// <summary>The amount of all classes.</summary>
    /// <exception cref="OverflowException">When it overflows.</exception>
    public Amount Total => Before(int.MaxValue);

    /// <summary>The amount of a class; nothing where it has no rows.</summary>
    public Amount this[int number]
    {
        get
        {
            foreach (var (other, amount) in _amounts)
            {
                if (other == number)
                {
                    return amount;
                }
            }

            return default;
        }
    }

    /// <summary>The amount of the classes before one.</summary>
    /// <exception cref="OverflowException">When it overflows.</exception>
    public Amount Before(int number)
    {
        var sum = default(Amount);
        foreach (var (other, amount) in _amounts)
        {
            if (other < number)
            {
                sum += amount;
            }
        }

        return sum;
    }

    /// <summary>The amount of a stratum: one class, or all where none is named.</summary>
    /// <exception cref="OverflowException">When it overflows.</exception>
    public Amount Of(int? stratum) => stratum is { } number ? this[number] : Total;

    /// <summary>Adds sums class by class.</summary>
    /// <exception cref="OverflowException">When an amount overflows.</exception>
    public static ClassSums operator +(ClassSums left, ClassSums right)
    {
        List<ClassAmount> sums = new(Math.Max(left._amounts.Length, right._amounts.Length));
        var (i, j) = (0, 0);
        while (i < left._amounts.Length || j < right._amounts.Length)
        {
            var (a, b) = (i < left._amounts.Length ? left._amounts[i].Class : int.MaxValue, j < right._amounts.Length ? right._amounts[j].Class : int.MaxValue);
            sums.Add(
                a < b ? left._amounts[i++]
                : b < a ? right._amounts[j++]
                : new ClassAmount(a, left._amounts[i++].Amount + right._amounts[j++].Amount));
        }

        return new ClassSums([.. sums]);
    }

    /// <summary>The length of the bytes.</summary>
    public int Length => sizeof(int) + (_amounts.Length * EntryBytes);

    /// <summary>Writes the bytes that hashes are over: how many classes, then each; most significant byte first.</summary>
    public void CopyTo(Span<byte> into)
    {
        BinaryPrimitives.WriteInt32BigEndian(into, _amounts.Length);
        var at = sizeof(int);
        foreach (var (number, amount) in _amounts)
        {
            var entry = into.Slice(at, EntryBytes);
            BinaryPrimitives.WriteInt32BigEndian(entry, number);
            BinaryPrimitives.WriteInt64BigEndian(entry[4..], amount.Rows);
            BinaryPrimitives.WriteInt64BigEndian(entry[12..], amount.Bytes);
            BinaryPrimitives.WriteInt64BigEndian(entry[20..], amount.Tokens);
            at += EntryBytes;
        }
    }

    /// <summary>Reads what <see cref="CopyTo"/> wrote.</summary>
    /// <exception cref="FormatException">When it is damaged.</exception>
    public static ClassSums Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var count = bytes.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (count < 0 || count > (bytes.Length - sizeof(int)) / EntryBytes)
        {
            throw new FormatException("sums are cut");
        }

        var amounts = new ClassAmount[count];
        for (var i = 0; i < count; i++)
        {
            var entry = bytes.Slice(sizeof(int) + (i * EntryBytes), EntryBytes);
            amounts[i] = new ClassAmount(
                BinaryPrimitives.ReadInt32BigEndian(entry),
                new Amount(
                    BinaryPrimitives.ReadInt64BigEndian(entry[4..]),
                    BinaryPrimitives.ReadInt64BigEndian(entry[12..]),
                    BinaryPrimitives.ReadInt64BigEndian(entry[20..])));
        }

        length = sizeof(int) + (count * EntryBytes);
        return new ClassSums((IReadOnlyList<ClassAmount>)amounts);
    }

    /// <inheritdoc/>
    public bool Equals(ClassSums? other) => other is not null && _amounts.AsSpan().SequenceEqual(other._amounts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClassSums);

    /// <inheritdoc/>
    public override int GetHashCode() => _amounts.Aggregate(0, HashCode.Combine);
}
