using Microsoft.Extensions.Hosting;

namespace Roundtable.Web.Hosting;

/// <summary>
/// A server lives as long as the command that runs it, which is told of Ctrl-C and SIGTERM and cancels it. .NET's own lifetime would listen to the same
/// signals: the server, and the command with it, could end before the command's own handler had its turn, which then fails.
/// </summary>
public sealed class CommandLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
