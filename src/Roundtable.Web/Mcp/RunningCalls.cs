namespace Roundtable.Web.Mcp;

/// <summary>
/// The calls under way over HTTP, so that a notification can cancel one: it comes in a request of its own, and names the call by the number that
/// the client gave it. Numbers are a client's own, and nothing tells clients of one caller at one address apart; where two of them have a call of
/// the same number under way, a notification cancels neither. Safe for many threads.
/// </summary>
public sealed class RunningCalls
{
    private readonly Lock _lock = new();
    private readonly List<(string Caller, string From, string Request, CancellationTokenSource Cancel)> _calls = [];

    /// <summary>Notes a call. Its end is noted by disposing what this returns.</summary>
    /// <param name="connection">Whose call it is.</param>
    /// <param name="request">The client's number of it.</param>
    /// <param name="cancel">Is cancelled with the call.</param>
    public IDisposable Add(McpConnection connection, string request, CancellationTokenSource cancel)
    {
        var call = (connection.Caller.Name, connection.From, request, cancel);
        lock (_lock)
        {
            _calls.Add(call);
        }

        return new Ended(() =>
        {
            lock (_lock)
            {
                _calls.Remove(call);
            }
        });
    }

    /// <summary>Cancels the one call of a number; false where there is none, or more than one.</summary>
    public async Task<bool> CancelAsync(McpConnection connection, string request)
    {
        CancellationTokenSource cancel;
        lock (_lock)
        {
            if (_calls.FindAll(c => c.Caller == connection.Caller.Name && c.From == connection.From && c.Request == request) is not [var one])
            {
                return false;
            }

            cancel = one.Cancel;
        }

        try
        {
            await cancel.CancelAsync();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false; // it ended meanwhile
        }
    }

    private sealed class Ended(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
