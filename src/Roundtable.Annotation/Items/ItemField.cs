namespace Roundtable.Annotation.Items;

/// <summary>One named text of an <see cref="Item"/>: a column of a table, a member of a JSON object.</summary>
/// <param name="Name">Its name, unique in the item; case matters.</param>
/// <param name="Value">Its text; a number or a nested value is the JSON that it was given as.</param>
public readonly record struct ItemField(string Name, string Value);
