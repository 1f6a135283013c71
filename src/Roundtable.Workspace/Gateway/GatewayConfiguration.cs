using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Catalogue;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Workspace.Gateway;

/// <summary>
/// The gateway's settings as roundtable.yaml has them now. A file that changed is read again while the gateway runs; where it has errors, what held before
/// goes on holding.
/// </summary>
/// <param name="workspace">Which file.</param>
/// <param name="logger">Is told why a file cannot be read.</param>
public sealed partial class GatewayConfiguration(WorkspaceContext workspace, ILogger<GatewayConfiguration> logger) : IDisposable
{
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Snapshot? _current;
    private long _checked;

    /// <summary>The settings, and the way out of this computer.</summary>
    /// <param name="Settings">The settings.</param>
    /// <param name="Out">The way out.</param>
    /// <param name="Catalogue">Prices and limits of models.</param>
    /// <param name="Stamp">By which a change of the file is seen.</param>
    public sealed record Snapshot(
        GatewaySettings Settings, OutgoingSettings Out, ModelCatalogue Catalogue, ConfigurationStamp Stamp)
    {
        private const int MaxCards = 1_000;

        private readonly ConcurrentDictionary<(string Connection, string Model), ModelCard> _cards = new();

        /// <summary>What is known of a model; it is looked up once, since that takes longer than everything else before a call.</summary>
        /// <param name="connection">How it is reached: an upstream of the settings.</param>
        /// <param name="model">Its name as the provider calls it.</param>
        public ModelCard Card(Connection connection, string model)
        {
            if (_cards.TryGetValue((connection.Name, model), out var known))
            {
                return known;
            }

            var card = Catalogue.Card(connection, model);
            return _cards.Count < MaxCards ? _cards.GetOrAdd((connection.Name, model), card) : card; // names of models come from outside
        }
    }

    /// <summary>What is known of a model now.</summary>
    /// <param name="connection">How it is reached.</param>
    /// <param name="model">Its name as the provider calls it.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the file has errors, and none was read before.</exception>
    public async ValueTask<ModelCard> CardAsync(Connection connection, string model, CancellationToken cancellation) =>
        (await CurrentAsync(cancellation)).Card(connection, model);

    /// <summary>The settings now: looked at once a second at most.</summary>
    /// <exception cref="WorkspaceException">When the file has errors, and none was read before.</exception>
    public ValueTask<Snapshot> CurrentAsync(CancellationToken cancellation)
    {
        var current = _current;
        return current is not null && workspace.Time.GetElapsedTime(Volatile.Read(ref _checked)) < _between
            ? new(current)
            : new(ReadAsync(cancellation));
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private async Task<Snapshot> ReadAsync(CancellationToken cancellation)
    {
        var known = _current;
        if (!await _reading.WaitAsync(known is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellation))
        {
            return known!; // somebody is reading it
        }

        try
        {
            var stamp = ConfigurationStamp.Of(workspace);
            if (_current is { } current && current.Stamp == stamp)
            {
                Volatile.Write(ref _checked, workspace.Time.GetTimestamp());
                return current;
            }

            try
            {
                var configuration = await RoundtableConfiguration.LoadAsync(workspace, cancellation);
                _current = new Snapshot(
                    configuration.Gateway, configuration.WayOut.Settings(workspace.Variables), new ModelCatalogue(configuration.Models), stamp);
            }
            catch (Exception e) when (_current is not null && e is WorkspaceException or IOException or UnauthorizedAccessException)
            {
                KeptOld(e.Message);
                _current = _current! with { Stamp = stamp };
            }

            Volatile.Write(ref _checked, workspace.Time.GetTimestamp());
            return _current;
        }
        finally
        {
            _reading.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The changed configuration is not used; what held before goes on holding: {Why}")]
    private partial void KeptOld(string why);
}
