using Roundtable.Deliberation.Panels;
using Roundtable.Models.Providers;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>What is known of a model, for its price and limits.</summary>
/// <param name="connection">How it is reached.</param>
/// <param name="model">Its name as the provider calls it.</param>
/// <param name="cancellation">Stops.</param>
/// <exception cref="WorkspaceException">When the configuration has errors.</exception>
public delegate ValueTask<ModelCard> FindModel(Connection connection, string model, CancellationToken cancellation);
