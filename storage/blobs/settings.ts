// Where files lie when they are not in a folder.

/** A container of Azure Blob Storage. Without a key the process is known to Entra ID. */
export interface AzureBlobSettings {
  /** `https://<account>.blob.core.windows.net/<container>`; of the cloud that 21Vianet operates `….blob.core.chinacloudapi.cn/…`. */
  containerUrl: string;
  key?: string;
}
