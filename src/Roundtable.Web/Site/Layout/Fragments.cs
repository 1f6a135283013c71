using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Roundtable.Web.Site.Layout;

/// <summary>Parts of pages as text, for pages that are open already.</summary>
public sealed class Fragments(IServiceProvider services, ILoggerFactory logging) : IAsyncDisposable
{
    private readonly HtmlRenderer _renderer = new(services, logging);

    /// <summary>Renders a component.</summary>
    public Task<string> RenderAsync<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        var view = ParameterView.FromDictionary(Parameters.Of(parameters));
        return _renderer.Dispatcher.InvokeAsync(async () => (await _renderer.RenderComponentAsync<TComponent>(view)).ToHtmlString());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _renderer.DisposeAsync();
}
