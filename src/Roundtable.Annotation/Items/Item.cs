using System.Text.Json.Nodes;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Items;

/// <summary>One thing that a run asks about.</summary>
public sealed class Item
{
    private Digest? _digest;

    /// <summary>Makes an item.</summary>
    /// <param name="id">The id under which results speak of it; unique in a run.</param>
    /// <param name="fields">Its fields, in the order in which they were given.</param>
    /// <param name="options">Options of its own, as the items of a poll may have; null where the run's question has them.</param>
    public Item(string id, IReadOnlyList<ItemField> fields, IReadOnlyList<string>? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        (Id, Fields, Options) = (id, fields, options);
    }

    /// <summary>The id under which results speak of it; unique in a run.</summary>
    public string Id { get; }

    /// <summary>Its fields, in the order in which they were given.</summary>
    public IReadOnlyList<ItemField> Fields { get; }

    /// <summary>Options of its own; null where the run's question has them.</summary>
    public IReadOnlyList<string>? Options { get; }

    /// <summary>
    /// Digest of what it says, whatever its id: SHA-256 of the canonical JSON <c>{"fields":[[name,value],…],"options":[…]}</c>, without <c>options</c>
    /// where it has none of its own. Items with equal fields have the same.
    /// </summary>
    public Digest Digest => _digest ??= ComputeDigest();

    /// <summary>The text of a field; null where it has none of that name.</summary>
    public string? Value(string name)
    {
        foreach (var field in Fields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
            {
                return field.Value;
            }
        }

        return null;
    }

    private Digest ComputeDigest()
    {
        var json = new JsonObject { ["fields"] = new JsonArray([.. Fields.Select(f => (JsonNode)new JsonArray(f.Name, f.Value))]) };
        if (Options is not null)
        {
            json["options"] = new JsonArray([.. Options.Select(o => (JsonNode)o)]);
        }

        return Digest.Of(CanonicalJson.Write(json));
    }
}
