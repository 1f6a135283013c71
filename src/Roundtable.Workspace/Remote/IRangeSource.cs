using Roundtable.Corpus.Files;

namespace Roundtable.Workspace.Remote;

/// <summary>A kind of server whose files can be read by range.</summary>
internal interface IRangeSource
{
    /// <summary>The files at an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="retries">How requests are retried.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="RemoteException">They cannot be listed.</exception>
    public Task<IReadOnlyList<RemoteFile>> ListAsync(string address, Retries retries, CancellationToken cancellation);

    /// <summary>Opens a part of a file, once the server has said that it is part of the same version.</summary>
    /// <param name="file">The file.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="to">The last byte.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="TransientException">The server failed in a way that may pass.</exception>
    /// <exception cref="RemoteException">It refused, or has another version.</exception>
    public Task<Stream> OpenAsync(RemoteFile file, long from, long to, CancellationToken cancellation);
}
