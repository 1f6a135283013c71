using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;

namespace Roundtable.Workspace.Gold;

/// <summary>One line of a sheet's history. A closed hierarchy: the nested types are all there are.</summary>
/// <param name="By">Who did it.</param>
/// <param name="Time">When.</param>
internal abstract record GoldEvent(string By, DateTimeOffset Time)
{
    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Close();

    /// <summary>Somebody labelled an item.</summary>
    public sealed record Labelled(string Item, string By, GoldLayer Layer, CodebookAnswer Answer, DateTimeOffset Time) : GoldEvent(By, Time)
    {
        private protected override void Close() { }
    }

    /// <summary>Somebody took a label of theirs back.</summary>
    public sealed record TakenBack(string Item, string By, GoldLayer Layer, DateTimeOffset Time) : GoldEvent(By, Time)
    {
        private protected override void Close() { }
    }

    /// <summary>Somebody was shown the labels of others or of a panel on some items: these labels cannot be taken back any more.</summary>
    public sealed record Shown(IReadOnlyList<string> Items, string By, DateTimeOffset Time) : GoldEvent(By, Time)
    {
        private protected override void Close() { }
    }

    /// <summary>Every line before this one is on record.</summary>
    public sealed record Sealed(long Leaf, string By, DateTimeOffset Time) : GoldEvent(By, Time)
    {
        private protected override void Close() { }
    }
}
