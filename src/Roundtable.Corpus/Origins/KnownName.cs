namespace Roundtable.Corpus.Origins;

/// <summary>What the registry says of a name.</summary>
/// <param name="Name">The name in small letters.</param>
/// <param name="Entry">The entry's id.</param>
/// <param name="Origin">What texts under this name are.</param>
/// <param name="Model">The model, where the name is a model's.</param>
public sealed record KnownName(string Name, string Entry, Origin Origin, string? Model);
