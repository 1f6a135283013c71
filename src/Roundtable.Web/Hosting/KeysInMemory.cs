using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Roundtable.Web.Hosting;

/// <summary>
/// The keys of ASP.NET's data protection, which components and authentication bring along and which makes some when the server starts. Nothing here
/// is protected by them: they are gone with the process, and no file in the owner's home directory holds them.
/// </summary>
public sealed class KeysInMemory : IXmlRepository
{
    private readonly List<XElement> _keys = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_keys)
        {
            return [.. _keys.Select(k => new XElement(k))];
        }
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_keys)
        {
            _keys.Add(new XElement(element));
        }
    }
}
