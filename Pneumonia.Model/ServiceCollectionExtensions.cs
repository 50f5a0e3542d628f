using Microsoft.Extensions.DependencyInjection;

namespace Pneumonia.Model;

/// <summary>Registers a classifier with dependency injection.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds one shared <see cref="PneumoniaClassifier"/>, loaded when it is first asked for and disposed with the container.</summary>
    /// <param name="services">The services.</param>
    /// <param name="path">The model .zip.</param>
    /// <param name="options">How it runs, or null for the defaults.</param>
    public static IServiceCollection AddPneumoniaClassifier(this IServiceCollection services, string path, ClassifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return services.AddSingleton(_ => PneumoniaClassifier.Load(path, options));
    }
}
