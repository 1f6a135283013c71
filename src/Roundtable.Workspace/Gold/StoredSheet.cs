using System.Text.Json.Nodes;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Gold;

/// <summary>A sheet as it is kept: items for people to label, their codebook, and the labels so far.</summary>
public sealed class StoredSheet
{
    private readonly IReadOnlyDictionary<string, SheetItem> _byId;

    internal StoredSheet(SheetDocument document, GoldHistory history)
    {
        (Document, History) = (document, history);
        _byId = document.Items.ToDictionary(i => i.Drawn.Id, StringComparer.Ordinal);
        Gold = new GoldSheet(
            document.Id, document.Codebook.Digest, document.Origin, document.Draw, [.. document.Items.Select(i => i.Drawn)], history.Labels);
    }

    /// <summary>Its id.</summary>
    public string Id => Document.Id;

    /// <summary>The codebook that people label by.</summary>
    public Codebook Codebook => Document.Codebook;

    /// <summary>When it was made.</summary>
    public DateTimeOffset Made => Document.Made;

    /// <summary>Index of the leaf that put it on record.</summary>
    public long Leaf => Document.Leaf;

    /// <summary>Indices of all leaves that put the sheet and its labels on record, ascending.</summary>
    public IReadOnlyList<long> Leaves => [Leaf, .. History.Events.OfType<GoldEvent.Sealed>().Select(e => e.Leaf)];

    /// <summary>The items with their texts, in the order in which they are labelled.</summary>
    public IReadOnlyList<SheetItem> Items => Document.Items;

    /// <summary>Items and labels, for what counts.</summary>
    public GoldSheet Gold { get; }

    /// <summary>Whether what others or a panel say of an item was shown to somebody.</summary>
    public bool WasShown(string item) => History.WasShown(item);

    /// <summary>How many lines of its history are not on record yet.</summary>
    public int Unsealed => History.Unsealed.Count;

    internal SheetDocument Document { get; }

    internal GoldHistory History { get; }

    /// <summary>An item; null where it has none of that id.</summary>
    public SheetItem? Find(string item) => _byId.GetValueOrDefault(item);
}

/// <summary>What is on record of a sheet before anybody labels, and where.</summary>
/// <param name="Id">The sheet's id.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Leaf">Index of its leaf.</param>
/// <param name="Codebook">The codebook.</param>
/// <param name="Origin">How the items were chosen.</param>
/// <param name="Draw">The draw; null where there is none.</param>
/// <param name="Items">The items.</param>
internal sealed record SheetDocument(
    string Id, DateTimeOffset Made, long Leaf, Codebook Codebook, GoldOrigin Origin, GoldDraw? Draw, IReadOnlyList<SheetItem> Items)
{
    /// <summary>The document of the sheet's leaf.</summary>
    public byte[] Bytes() => CanonicalJson.Write(Json());

    /// <summary>The document of the sheet's leaf, as JSON.</summary>
    public JsonObject Json() => SheetJson.Write(this);
}
