namespace Roundtable.Web.Site.Layout;

/// <summary>Parameters of components, by name.</summary>
public static class Parameters
{
    /// <summary>As components take them.</summary>
    public static Dictionary<string, object?> Of(IEnumerable<(string Name, object? Value)> parameters)
    {
        Dictionary<string, object?> named = new(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            named[name] = value;
        }

        return named;
    }
}
