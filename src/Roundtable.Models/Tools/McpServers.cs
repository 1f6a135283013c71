using ModelContextProtocol.Client;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;
using Roundtable.Models.Http;

namespace Roundtable.Models.Tools;

/// <summary>The MCP servers of one session: each is started or reached when a seat first needs it, and stopped with the session.</summary>
/// <param name="servers">What is known of them.</param>
/// <param name="variables">Environment variables by name.</param>
/// <param name="outgoing">How calls leave this computer.</param>
/// <param name="time">The clock.</param>
public sealed class McpServers(
    IReadOnlyList<ToolServer> servers, IReadOnlyDictionary<string, string> variables, OutgoingSettings outgoing, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan _connecting = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Task<McpClient>> _clients = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private bool _closed;

    /// <summary>The tools of some of the servers, for a seat.</summary>
    /// <param name="names">Names of servers; each is one of those given.</param>
    public IToolBox Box(IReadOnlyList<string> names) => new McpToolBox(this, [.. servers.Where(s => names.Contains(s.Name, StringComparer.Ordinal))], time);

    /// <summary>The client of a server. One that could not be reached is tried again.</summary>
    /// <exception cref="CallFailedException">When it cannot be reached.</exception>
    internal async Task<McpClient> ClientAsync(ToolServer server, CancellationToken cancellation)
    {
        Task<McpClient> connecting;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (!_clients.TryGetValue(server.Name, out connecting!) || connecting.IsFaulted || connecting.IsCanceled)
            {
                _clients[server.Name] = connecting = ConnectAsync(server);
            }
        }

        return await connecting.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Task<McpClient>> clients;
        lock (_lock)
        {
            _closed = true;
            clients = [.. _clients.Values];
            _clients.Clear();
        }

        foreach (var client in clients)
        {
            try
            {
                await (await client).DisposeAsync();
            }
#pragma warning disable CA1031 // A server that cannot be stopped, or never started, keeps no session from ending.
            catch (Exception)
#pragma warning restore CA1031
            {
                continue;
            }
        }
    }

    private async Task<McpClient> ConnectAsync(ToolServer server)
    {
        using var limit = new CancellationTokenSource(_connecting, time);
        try
        {
            return await McpClient.CreateAsync(Transport(server), new McpClientOptions { InitializationTimeout = _connecting }, null, limit.Token);
        }
#pragma warning disable CA1031 // Whatever keeps a server from being reached is told in one way; its own words stay out, for they may hold its key.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var how = server.Url is { } url ? $"at {url.Host} cannot be reached" : $"cannot be started as '{server.Command[0]}'";
            throw new CallFailedException($"The tool server '{server.Name}' {how}: check it in roundtable.yaml.", passes: true, e);
        }
    }

    private IClientTransport Transport(ToolServer server)
    {
        if (server.Url is { } url)
        {
            var options = new HttpClientTransportOptions { Endpoint = url, Name = server.Name, ConnectionTimeout = _connecting };
            if (server.KeyVariable is { } variable && variables.GetValueOrDefault(variable) is { Length: > 0 } key)
            {
                options.AdditionalHeaders = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = $"Bearer {key}" };
            }

            return new HttpClientTransport(options, OutgoingHttp.Client(outgoing), null, ownsHttpClient: false);
        }

        // A server is given what every program needs and what it is named, never the keys of providers.
        var environment = StdioClientTransportOptions.GetDefaultEnvironmentVariables();
        foreach (var name in server.Variables)
        {
            environment[name] = variables.GetValueOrDefault(name);
        }

        return new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = server.Name,
            Command = server.Command[0],
            Arguments = [.. server.Command.Skip(1)],
            InheritEnvironmentVariables = false,
            EnvironmentVariables = environment,
            ShutdownTimeout = TimeSpan.FromSeconds(2),
        });
    }
}
