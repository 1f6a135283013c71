namespace Roundtable.Annotation.Gold;

/// <summary>A part of a frame that is drawn from by itself; a draw without strata has one, with an empty name.</summary>
/// <param name="Name">The value of the column.</param>
/// <param name="Items">How many items of the frame are in it.</param>
/// <param name="Texts">How many different texts these are; a text in several strata belongs to the first by name.</param>
/// <param name="Drawn">How many texts of it were drawn. Each stands for <c>Texts / Drawn</c> of them.</param>
public sealed record GoldStratum(string Name, int Items, int Texts, int Drawn);
