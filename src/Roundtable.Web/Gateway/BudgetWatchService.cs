using Microsoft.Extensions.Hosting;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Gateway;

/// <summary>Runs the watch over budgets while the server runs.</summary>
public sealed class BudgetWatchService(BudgetWatch watch) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => watch.RunAsync(stoppingToken);
}
