using Roundtable.Annotation.Codebooks;

namespace Roundtable.Annotation.Gold;

/// <summary>The answer that counts for an item, as people gave it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Answer">The answer, which may be "cannot tell".</param>
public sealed record GoldTruth(DrawnItem Item, CodebookAnswer Answer);
