using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Files;

/// <summary>Files that are not on this computer, by their addresses.</summary>
public interface IRemoteFiles
{
    /// <summary>The files at an address: the one of that address, or all whose addresses continue it after a slash.</summary>
    /// <param name="address">An address with a scheme.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="RemoteException">They cannot be listed.</exception>
    public IReadOnlyList<RemoteFile> List(string address, CancellationToken cancellation);

    /// <summary>Opens a file. Each read checks that it still has the same version and length.</summary>
    public FileContent Open(RemoteFile file);
}
