using Roundtable.Corpus.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Remote;

/// <summary>Tries requests again that failed in a way that may pass, with waits that double.</summary>
/// <param name="time">The clock.</param>
internal sealed class Retries(TimeProvider time)
{
    private const int MaxAttempts = 6;

    // Longer than any wait between attempts: a server that sends nothing for so long has forgotten the request.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90), _firstWait = TimeSpan.FromMilliseconds(300), _maxWait = TimeSpan.FromSeconds(30);

    /// <summary>Makes a request.</summary>
    /// <param name="address">What it is about, for messages.</param>
    /// <param name="attempt">One attempt. It calls its second argument whenever the server has sent something, and then has as long again for the next.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="RemoteException">It failed each time.</exception>
    public async Task<T> RunAsync<T>(string address, Func<CancellationToken, Action, Task<T>> attempt, CancellationToken cancellation)
    {
        for (var failures = 1; ; failures++)
        {
            using var limit = new CancellationTokenSource(_patience, time);
            using var registration = cancellation.Register(limit.Cancel);
            try
            {
                return await attempt(limit.Token, () => limit.CancelAfter(_patience));
            }
            catch (Exception e) when (IsTransient(e) && !cancellation.IsCancellationRequested)
            {
                if (failures == MaxAttempts)
                {
                    var why = e is OperationCanceledException ? "the server sends nothing" : Neutralise.Line(e.Message);
                    throw new RemoteException(
                        $"{Neutralise.Line(Address.Shown(address))} cannot be read, tried {MaxAttempts} times ({why}). What is done is kept: give the same "
                            + "command again later.",
                        RemoteFailure.Unavailable,
                        e);
                }

                var wait = (e as TransientException)?.RetryAfter ?? (_firstWait * Math.Pow(2, failures - 1));
                await Task.Delay(wait < _maxWait ? wait : _maxWait, time, cancellation);
            }
        }
    }

    /// <summary>Whether a failure may pass: of the network, or of a server that says so.</summary>
    public static bool IsTransient(Exception e) =>
        e is (IOException and not (RemoteException or FileNotFoundException)) or HttpRequestException or OperationCanceledException;
}
