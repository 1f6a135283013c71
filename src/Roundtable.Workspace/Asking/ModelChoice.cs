using Roundtable.Deliberation.Panels;

namespace Roundtable.Workspace.Asking;

/// <summary>A model that can be seated.</summary>
/// <param name="Card">What is known of it.</param>
/// <param name="Connection">How it is reached.</param>
public sealed record ModelChoice(ModelCard Card, string Connection);
