// Where the production store lies.

/** Without a key the process is known to Entra ID (managed identity, workload identity, environment). */
export interface CosmosSettings {
  /** `https://<account>.documents.azure.com:443/`; of the cloud that 21Vianet operates `https://<account>.documents.azure.cn:443/`. */
  endpoint: string;
  key?: string;
  database: string;
  container: string;
}
