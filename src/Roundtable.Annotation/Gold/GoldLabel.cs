using Roundtable.Annotation.Codebooks;

namespace Roundtable.Annotation.Gold;

/// <summary>What a person says of an item.</summary>
/// <param name="Item">Id of the item.</param>
/// <param name="Annotator">Who said it.</param>
/// <param name="Layer">Which of the item's labels it is.</param>
/// <param name="Answer">What they said.</param>
/// <param name="Time">When.</param>
public sealed record GoldLabel(string Item, string Annotator, GoldLayer Layer, CodebookAnswer Answer, DateTimeOffset Time);
