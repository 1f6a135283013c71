namespace Roundtable.Deliberation.Panels;

/// <summary>What is known about a model when it takes a seat; everything except the name may be unknown.</summary>
/// <param name="Name">The model as <c>provider/name</c>.</param>
/// <param name="Vendor">The organisation that made the model.</param>
/// <param name="Family">The model family, which distinguishes five opinions from five copies of one.</param>
/// <param name="ContextTokens">Context window: maximum number of tokens of prompt and answer together.</param>
/// <param name="Price">Its price; null where unknown, which is never the same as free.</param>
/// <param name="Simulated">True for rehearsal panelists, whose answers no model wrote.</param>
/// <param name="MaxOutputTokens">Maximum number of tokens of one answer, reasoning included; null where unknown.</param>
public sealed record ModelCard(
    string Name,
    string? Vendor = null,
    string? Family = null,
    int? ContextTokens = null,
    Price? Price = null,
    bool Simulated = false,
    int? MaxOutputTokens = null);
