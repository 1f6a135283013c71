using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Annotation.Items;

/// <summary>
/// What is known of a run's items once all were read: how many there are, which columns they have, and one digest for all of them. Ids that come twice are
/// refused. Memory: some 40 bytes an item.
/// </summary>
public sealed class ItemCensus : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<UInt128, int> _ids = [];
    private readonly List<string> _columns = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>Every column that an item has, in the order of their first appearance.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Takes in the next item.</summary>
    /// <exception cref="FormatException">When an earlier item has the same id: results could not be told apart.</exception>
    public void Add(Item item)
    {
        var id = SHA256.HashData(Encoding.UTF8.GetBytes(item.Id));
        Count++;
        if (!_ids.TryAdd(BinaryPrimitives.ReadUInt128BigEndian(id), Count))
        {
            var first = _ids[BinaryPrimitives.ReadUInt128BigEndian(id)];
            throw new FormatException(
                $"The id '{Neutralise.Line(item.Id)}' is that of items {first} and {Count}: ids must be unique. Name another column as id, or none to "
                    + "number the items.");
        }

        _hash.AppendData(id);
        _hash.AppendData(item.Digest.ToArray());
        foreach (var field in item.Fields)
        {
            if (_known.Add(field.Name))
            {
                _columns.Add(field.Name);
            }
        }
    }

    /// <summary>
    /// Digest of all items so far: SHA-256 over, for each item in order, the SHA-256 of its id in UTF-8 followed by <see cref="Item.Digest"/>.
    /// </summary>
    public Digest Digest() => new(_hash.GetCurrentHash());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
