using System.Collections.Concurrent;

namespace Roundtable.Web.Gateway;

/// <summary>Ends an exchange where nothing moves for too long, or where the caller goes away. It is used again for others.</summary>
internal sealed class SilenceLimit : IDisposable
{
    private static readonly ConcurrentQueue<SilenceLimit> _free = new();

    private readonly CancellationTokenSource _source = new();
    private CancellationTokenRegistration _caller;
    private TimeSpan _silence;

    private SilenceLimit() => Moved = () => _source.CancelAfter(_silence);

    /// <summary>Is told that bytes moved: the time begins anew.</summary>
    public Action Moved { get; }

    /// <summary>Cancelled when nothing moved for too long, or the caller is gone.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Begins.</summary>
    /// <param name="silence">How long nothing may move.</param>
    /// <param name="caller">Cancelled when the caller is gone.</param>
    public static SilenceLimit Begin(TimeSpan silence, CancellationToken caller)
    {
        var limit = _free.TryDequeue(out var free) ? free : new SilenceLimit();
        limit._silence = silence;
        limit._source.CancelAfter(silence);
        limit._caller = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit._source);
        return limit;
    }

    /// <summary>Ends the exchange now.</summary>
    public void Cancel() => _source.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _caller.Dispose();
        if (_source.TryReset())
        {
            _free.Enqueue(this);
        }
        else
        {
            _source.Dispose();
        }
    }
}
