namespace Roundtable.Corpus.Origins;

/// <summary>What the registry states of a name.</summary>
/// <param name="Name">The name in lower case.</param>
/// <param name="Entry">The entry's id.</param>
/// <param name="Origin">The origin of texts under this name.</param>
/// <param name="Model">The model, where the name is that of a model.</param>
public sealed record KnownName(string Name, string Entry, Origin Origin, string? Model);
